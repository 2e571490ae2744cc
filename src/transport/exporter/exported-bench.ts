import type { Bench } from '../../runtime/bench/bench-file.ts'
import type { BenchDescription, Connection, Notice } from '../../runtime/connection.ts'
import { LabError } from '../../runtime/errors.ts'
import type { ImageExporters } from '../../runtime/fetching/exporter-image.ts'
import type { FileStore } from '../../runtime/files/file-store.ts'
import type { Interface } from '../../runtime/interface.ts'
import { builtInInterfaces } from '../../runtime/interfaces/built-in.ts'
import { secrets } from '../../runtime/secrets.ts'
import { abilitiesOf, describeBench } from '../../runtime/session/abilities.ts'
import { describeInterfaces } from '../../runtime/session/describe-interfaces.ts'
import type { ClientIdentity } from '../client/client-identity.ts'
import { BenchUse } from './bench-use.ts'
import { ExportedConnection } from './exported-connection.ts'
import type { ExporterListener } from './exporter-event.ts'
import { SessionLine } from './session-line.ts'

/** Who hears of a bench that is exported. */
export interface ExportedBenchOptions {
  readonly event?: ExporterListener
  /** A hook that failed wants the exporter to end. */
  readonly exit?: (reason: LabError) => void
  /** Keeps what is fetched for drivers. */
  readonly files?: FileStore
  /** The way to the images of other exporters. */
  readonly exporters?: ImageExporters
  /** Versions to tell clients, by name. A bench that tells them describes the interfaces of the package, too. */
  readonly versions?: Readonly<Record<string, string>>
}

const OWN: ReadonlySet<Interface> = new Set(builtInInterfaces)

/**
 * A bench that one client uses at a time. A client's session begins with its first hold and ends when its last
 * connection goes; who comes meanwhile waits in line, and is told for whom.
 */
export class ExportedBench implements AsyncDisposable {
  #bench: Bench
  #description: BenchDescription
  #drivers: ReadonlyMap<string, string>
  readonly #versions: Readonly<Record<string, string>> | undefined
  readonly #clients = new Set<ExportedConnection>()
  readonly #line: SessionLine
  readonly #event: ExporterListener
  /** Why the sessions of groups that are still here ended. */
  readonly #ended = new Map<string, LabError>()
  #idle: (() => void)[] = []

  constructor(
    bench: Bench,
    { event = () => {}, exit = () => {}, files, exporters, versions }: ExportedBenchOptions = {},
  ) {
    this.#versions = versions
    this.#bench = bench
    this.#description = this.#describe()
    this.#drivers = driverTypes(bench)
    for (const text of bench.secrets) secrets.add(text)
    this.#event = event
    this.#line = new SessionLine({
      begin: (client) =>
        new BenchUse(this.#bench, client, {
          ...{ event, exit, files, exporters },
          notice: (notice, owner) => this.#notify(client.group, notice, owner),
          ended: (use, reason) => this.#useEnded(use, reason),
        }),
      waits: (waiter, use) => {
        const { client: by, since } = use
        this.#notify(waiter.client.group, { kind: 'waiting', wanted: waiter.wanted, by, since }, waiter.owner)
        event({ kind: 'waits', client: waiter.client.client, by })
      },
    })
  }

  get bench(): Bench {
    return this.#bench
  }

  get description(): BenchDescription {
    return this.#description
  }

  /** True while nobody uses the bench or is about to. */
  get isIdle(): boolean {
    return this.#line.current === undefined && [...this.#clients].every((client) => client.identity.viewer)
  }

  /** Who uses the bench now. */
  get user(): string | undefined {
    return this.#line.current?.client
  }

  /** How many sessions are open: one, or none. */
  get sessions(): number {
    return this.#line.current === undefined ? 0 : 1
  }

  /** A connection for one client. */
  connect(identity: ClientIdentity): Connection {
    const use = this.#line.current
    const inUse = use === undefined ? {} : { inUse: { by: use.client, since: use.since } }
    const connection: ExportedConnection = new ExportedConnection(identity, {
      drivers: this.#drivers,
      description: { ...this.#description, ...inUse },
      event: this.#event,
      current: () => this.#line.current,
      enter: (wanted, signal) => {
        const over = this.#ended.get(identity.group)
        if (over !== undefined) throw over
        return this.#line.enter({ client: identity, owner: connection, wanted }, signal)
      },
      left: () => this.#left(connection),
    })
    this.#clients.add(connection)
    return connection
  }

  /** Uses another description of the bench from the next session on. */
  replace(bench: Bench): void {
    this.#bench = bench
    this.#description = this.#describe()
    this.#drivers = driverTypes(bench)
    for (const text of bench.secrets) secrets.add(text)
  }

  /** Lets nobody begin a session any more. */
  close(reason: LabError): void {
    this.#line.close(reason)
  }

  /** True if that client takes part in the session that is open. */
  isUsedBy(group: string): boolean {
    return this.#line.current?.group === group
  }

  /** Resolves when nobody uses the bench or is about to, or the signal aborts. */
  async idle(signal: AbortSignal): Promise<void> {
    while (!this.isIdle && !signal.aborted) await this.#change(signal)
  }

  /** Resolves when no session is open, or the signal aborts. */
  async unused(signal: AbortSignal): Promise<void> {
    while (this.#line.current !== undefined && !signal.aborted) await this.#change(signal)
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.push(resolve)
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  /** Ends the session that is open: powers everything off and closes it. */
  async [Symbol.asyncDispose](): Promise<void> {
    const reason = new LabError('exporter-ending', 'The exporter was told to end.')
    this.close(reason)
    await this.#line.current?.end(reason)
  }

  #describe(): BenchDescription {
    const described = describeBench(this.#bench)
    const versions = this.#versions
    // In one installation only those of plugins need to be told.
    if (versions === undefined)
      return { ...described, interfaces: describeInterfaces(this.#bench, (one) => !OWN.has(one)) }
    return { ...described, interfaces: describeInterfaces(this.#bench), versions }
  }

  async #left(connection: ExportedConnection): Promise<void> {
    this.#clients.delete(connection)
    this.#line.leave(connection)
    const { group } = connection.identity
    const use = this.#line.current
    if (use?.group === group) await use.interrupt(connection)
    if (![...this.#clients].some((client) => client.identity.group === group)) {
      this.#ended.delete(group)
      if (use?.group === group) await use.end(new LabError('client-gone', 'The client has gone.'))
    }
    this.#wakeIdle()
  }

  #useEnded(use: BenchUse, reason: LabError): void {
    const stays = [...this.#clients].some((client) => client.identity.group === use.group)
    if (stays) this.#ended.set(use.group, reason)
    this.#line.ended(use)
    this.#wakeIdle()
  }

  #notify(group: string, notice: Notice, owner?: object): void {
    for (const client of this.#clients) if (client.identity.group === group) client.notify(notice, owner)
  }

  #wakeIdle(): void {
    for (const wake of this.#idle.splice(0)) wake()
  }
}

/** Types of the drivers behind `DEVICE.ABILITY`. */
function driverTypes({ devices }: Bench): ReadonlyMap<string, string> {
  return new Map(
    devices.flatMap((device) =>
      abilitiesOf(device).map(({ name, driver }): [string, string] => {
        const type = device.drivers.find((known) => known.name === driver)?.driver.type
        return [`${device.name}.${name}`, type ?? 'unknown']
      }),
    ),
  )
}
