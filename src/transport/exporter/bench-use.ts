import { randomUUID } from 'node:crypto'
import { type Bench, directoryOf } from '../../runtime/bench/bench-file.ts'
import type { Connection, Notice, TestEvent } from '../../runtime/connection.ts'
import { LabError, messageOf } from '../../runtime/errors.ts'
import type { ImageExporters } from '../../runtime/fetching/exporter-image.ts'
import type { FileStore } from '../../runtime/files/file-store.ts'
import type { HookName } from '../../runtime/hooks/hook.ts'
import { runHook } from '../../runtime/hooks/run-hook.ts'
import { secrets } from '../../runtime/secrets.ts'
import { BenchSession } from '../../runtime/session/bench-session.ts'
import type { ClientIdentity } from '../client/client-identity.ts'
import type { ExporterListener } from './exporter-event.ts'

/** Whom a session tells what. */
export interface UseListener {
  /** Something for the clients of the session: those with this owner, or all. */
  notice(notice: Notice, owner?: object): void
  event: ExporterListener
  /** Keeps what is fetched for drivers. */
  readonly files: FileStore | undefined
  /** The way to the images of other exporters. */
  readonly exporters: ImageExporters | undefined
  /** A hook that failed wants the exporter to end. */
  exit(reason: LabError): void
  /** The session is over, with this for its clients. */
  ended(use: BenchUse, reason: LabError): void
}

/** One session on a bench: hooks around it, and devices that are opened for it and closed after it. */
export class BenchUse {
  readonly id = randomUUID()
  readonly client: string
  readonly group: string
  readonly since = Date.now()
  /** Resolves when `beforeSession` has run; rejects if that forbids the session. */
  readonly begun: Promise<void>
  readonly #bench: Bench
  readonly #session: BenchSession
  readonly #listener: UseListener
  readonly #connections = new Set<Connection>()
  readonly #tests = new Map<object, TestEvent>()
  #ending: Promise<void> | undefined
  #over: LabError | undefined

  constructor(bench: Bench, { client, group }: ClientIdentity, listener: UseListener) {
    this.#bench = bench
    this.client = client
    this.group = group
    this.#listener = listener
    this.#session = new BenchSession(bench, listener.files, listener.exporters)
    listener.event({ kind: 'session-begun', session: this.id, client })
    this.begun = this.#hook('beforeSession')
    this.begun.catch(() => {})
  }

  /** Why it is ending or has ended. */
  get over(): LabError | undefined {
    return this.#over
  }

  /** A way to its devices: for a client of the session, or for one that only looks on. */
  connect({ viewer = false } = {}): Connection {
    const connection = this.#session.connect({ viewer })
    this.#connections.add(connection)
    return connection
  }

  /** A client's test begins or has ended. */
  async test(owner: object, event: TestEvent): Promise<void> {
    if (this.#over !== undefined) return
    await this.#runTestHook(owner, event)
  }

  async #runTestHook(owner: object, event: TestEvent): Promise<void> {
    if (event.phase === 'begin') this.#tests.set(owner, event)
    else this.#tests.delete(owner)
    await this.#hook(event.phase === 'begin' ? 'beforeTest' : 'afterTest', { owner, event })
  }

  /** A client has gone in the middle of its test. */
  async interrupt(owner: object): Promise<void> {
    const event = this.#tests.get(owner)
    if (event === undefined) return
    await this.#runTestHook(owner, { ...event, phase: 'end', status: 'interrupted' }).catch(() => {})
  }

  /** Ends it: open tests, calls, devices, and then `afterSession`. Never rejects. */
  async end(reason: LabError): Promise<void> {
    this.#over ??= reason
    this.#ending ??= this.#end(this.#over)
    await this.#ending
  }

  async #end(reason: LabError): Promise<void> {
    await this.begun.catch(() => {})
    for (const owner of [...this.#tests.keys()]) await this.interrupt(owner)
    for (const connection of this.#connections) await connection[Symbol.asyncDispose]()
    await this.#session[Symbol.asyncDispose]().catch((error: unknown) => this.#trouble(error))
    await this.#hook('afterSession').catch(() => {})
    const { id: session, client } = this
    this.#listener.event({ kind: 'session-ended', session, client, reason: reason.code })
    this.#listener.ended(this, reason)
  }

  async #hook(name: HookName, test?: { readonly owner: object; readonly event: TestEvent }): Promise<void> {
    const hook = this.#bench.hooks?.[name]
    if (hook === undefined) return
    const tell = (level: 'info' | 'warning', text: string) =>
      this.#listener.notice({ kind: 'hook', hook: name, level, text: secrets.mask(text) }, test?.owner)
    const start = performance.now()
    const ended = (message?: string) =>
      this.#listener.event({
        ...{ kind: 'hook', hook: name, client: this.client, milliseconds: performance.now() - start },
        ...(message === undefined ? { outcome: 'done' } : { outcome: 'failed', message }),
      })
    try {
      const env = { ...this.#environment(name), ...testEnvironment(test?.event) }
      const directory = directoryOf(this.#bench)
      await runHook({ name, hook, directory, env, output: (text) => tell('info', text) })
      ended()
    } catch (error) {
      ended(messageOf(error))
      tell('warning', messageOf(error))
      if (hook.onFailure === 'warn' || !(error instanceof LabError)) return
      if (hook.onFailure === 'exit') this.#listener.exit(error)
      void this.end(error)
      throw error
    }
  }

  #environment(hook: HookName): Record<string, string> {
    return { HIL_HOOK: hook, HIL_BENCH: this.#bench.file, HIL_SESSION: this.id, HIL_CLIENT: this.client }
  }

  #trouble(error: unknown): void {
    this.#listener.event({ kind: 'trouble', message: messageOf(error) })
  }
}

function testEnvironment(event: TestEvent | undefined): Record<string, string> {
  if (event === undefined) return {}
  const { title, file, line, status } = event
  const place = { HIL_TEST: title, HIL_TEST_FILE: file, HIL_TEST_LINE: String(line) }
  return status === undefined ? place : { ...place, HIL_TEST_STATUS: status }
}
