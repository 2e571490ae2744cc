import { constants } from 'node:os'
import { type ExecaError, execa, type ResultPromise } from 'execa'
import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, LabError, messageOf, SuiteError } from '../../runtime/errors.ts'
import type { shell } from '../../runtime/interfaces/shell.ts'
import { formatDuration } from '../../runtime/units.ts'
import type { Surroundings } from '../console-shell/posix-quote.ts'
import { readTold, telling } from './told-surroundings.ts'

/** How a local shell runs commands. */
export interface LocalShellParts {
  readonly program: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly device: string
}

type Access = ImplementationOf<typeof shell>
type Parameters<M extends keyof Access> = globalThis.Parameters<Access[M]>[0]
type Child = ResultPromise<{ encoding: 'buffer'; reject: false }>

/** How long a command may take to end after it was asked to; then it is killed. */
const GRACE = 500
const OUTPUT_LIMIT = 512 * 1024 * 1024

/** Runs commands by a shell of this machine, each with its own process group. */
export class LocalShell implements Access, AsyncDisposable {
  readonly #parts: LocalShellParts
  /** Where commands run and what variables they have, as those before wanted it. */
  #kept: { readonly cwd: string; readonly env: Readonly<Record<string, string>> }
  readonly #jobs = new Map<number, Child>()
  #last = 0

  constructor(parts: LocalShellParts) {
    this.#parts = parts
    this.#kept = { cwd: parts.cwd, env: parts.env }
  }

  readonly run = async (params: Parameters<'run'>, context: CallContext) => {
    const command = params.persist ? telling(params.command) : params.command
    const child = this.#spawn(command, params, params.input ?? '')
    const ended = await this.#end(child, params, context)
    if (params.persist) this.#kept = readTold((await child).stdio.at(3)) ?? this.#kept
    return ended
  }

  readonly start = async ({ command, ...surroundings }: Parameters<'start'>) => {
    const job = ++this.#last
    this.#jobs.set(job, this.#spawn(command, surroundings, ''))
    return job
  }

  readonly wait = async ({ job, timeout }: Parameters<'wait'>, context: CallContext) => {
    const child = this.#job(job)
    using deadline = withDeadline(timeout, context.signal, `waiting for the command ${job}`)
    const late = new Promise<never>((_, reject) => {
      const giveUp = () => reject(deadline.signal.reason)
      if (deadline.signal.aborted) giveUp()
      deadline.signal.addEventListener('abort', giveUp)
    })
    const ended = await Promise.race([child, late])
    this.#jobs.delete(job)
    return this.#told(ended, 'text')
  }

  readonly isRunning = ({ job }: Parameters<'isRunning'>) => this.#job(job).exitCode === null

  readonly stop = async ({ job, signal }: Parameters<'stop'>) => {
    kill(this.#job(job), `SIG${signal.replace(/^SIG/, '')}` as NodeJS.Signals)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const children = [...this.#jobs.values()]
    for (const child of children) kill(child, 'SIGKILL')
    this.#jobs.clear()
    await Promise.allSettled(children)
  }

  #spawn(command: string, { cwd, env }: Surroundings, input: string): Child {
    return execa(this.#parts.program, ['-c', command], {
      cwd: cwd ?? this.#kept.cwd,
      env: { ...this.#kept.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      input,
      ...{ encoding: 'buffer', reject: false, detached: true, cleanup: true },
      ...{ stripFinalNewline: false, maxBuffer: OUTPUT_LIMIT },
    }) as Child
  }

  async #end(child: Child, { command, timeout, as }: Parameters<'run'>, { signal }: CallContext) {
    using deadline = withDeadline(timeout, signal, `the command "${command}"`)
    let killer: NodeJS.Timeout | undefined
    const giveUp = () => {
      kill(child, 'SIGINT')
      killer = setTimeout(() => kill(child, 'SIGKILL'), GRACE)
    }
    if (deadline.signal.aborted) giveUp()
    deadline.signal.addEventListener('abort', giveUp)
    const ended = await child
    clearTimeout(killer)
    if (!deadline.signal.aborted) return this.#told(ended, as)
    if (!isDeadline(deadline.signal.reason)) throw deadline.signal.reason
    throw this.#late(command, timeout)
  }

  #late(command: string, timeout: number): DeviceError {
    const message = `${this.#parts.device}: the command "${command}" did not end within ${formatDuration(timeout)}.`
    const hint = 'It was interrupted: the next command can run.'
    return new DeviceError('command-timeout', message, { device: this.#parts.device, hint })
  }

  #told(ended: Awaited<Child>, as: 'text' | 'bytes') {
    if (ended.failed && ended.exitCode === undefined && ended.signal === undefined)
      throw new LabError('shell-unusable', `No command can be run: ${messageOf(ended as ExecaError)}`, {
        device: this.#parts.device,
      })
    const stdout = Buffer.from(ended.stdout as Uint8Array)
    return {
      stdout: as === 'bytes' ? stdout : stdout.toString(),
      stderr: Buffer.from(ended.stderr as Uint8Array).toString(),
      exitCode: ended.exitCode ?? 128 + signalNumber(ended.signal),
    }
  }

  #job(job: number): Child {
    const child = this.#jobs.get(job)
    if (child !== undefined) return child
    throw new SuiteError('no-such-job', `There is no command ${job} in the background.`)
  }
}

/** The whole group: what the shell has started ends with it. */
function kill(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // All of it has ended by itself.
  }
}

function signalNumber(name: string | undefined): number {
  return name === undefined ? 0 : (constants.signals[name as NodeJS.Signals] ?? 0)
}
