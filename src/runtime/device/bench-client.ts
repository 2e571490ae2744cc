import type {
  BenchDescription,
  Connection,
  DeviceDescription,
  HoldRequest,
  OpenStream,
  Target,
  TestEvent,
  Waiting,
} from '../connection.ts'
import { ByteLog } from '../console/byte-log.ts'
import { Console } from '../console/console.ts'
import { LabError } from '../errors.ts'
import type { Interface } from '../interface.ts'
import { didYouMean } from '../neighbours.ts'
import { recordConsole } from '../record/record-console.ts'
import { recordError } from '../record/recordable.ts'
import { RecordedNotices } from '../record/recorded-notices.ts'
import type { Recorder } from '../record/recorder.ts'
import { createDevice, type Device } from './device.ts'

/** A console that is being listened to. */
interface ConsoleLine {
  readonly device: string
  /** What it is called in records: the device, and which of its consoles it is if it is another than the first. */
  readonly name: string
  readonly console: Console
  readonly log: ByteLog
  readonly stream: OpenStream
}

/** One client's view of a bench: its devices as objects, consoles that are always read, and everything recorded. */
export class BenchClient implements AsyncDisposable {
  readonly #connection: Connection
  readonly #interfaces: Pick<ReadonlyMap<string, Interface>, 'get'>
  readonly #devices = new Map<string, Device>()
  readonly #held = new Map<string, readonly string[]>()
  readonly #lines: ConsoleLine[] = []
  readonly #notices = new RecordedNotices()
  #recorder: Recorder | undefined
  #recordings: Disposable[] = []

  constructor(connection: Connection, interfaces: Pick<ReadonlyMap<string, Interface>, 'get'>) {
    this.#connection = connection
    this.#interfaces = interfaces
    void this.#notices.follow(connection)
  }

  get description(): BenchDescription {
    return this.#connection.description
  }

  /** Waits until the devices are free, and listens to their consoles; the same key again gives the same devices. */
  async hold(request: HoldRequest, waiting: Waiting = {}): Promise<Device[]> {
    let names = this.#held.get(request.key)
    if (names === undefined) {
      names = (await this.#connection.hold(request, waiting)).devices
      await Promise.all(names.map((name) => this.#attach(name, waiting)))
      this.#held.set(request.key, names)
    }
    return names.map((name) => this.device(name))
  }

  /** Tells the bench that a test begins or has ended, if it has hooks for that; rejects if one forbids to go on. */
  async test(event: TestEvent): Promise<void> {
    const { hooks = [] } = this.description
    if (!hooks.includes('beforeTest') && !hooks.includes('afterTest')) return
    try {
      await this.#connection.test(event)
    } finally {
      await new Promise((resolve) => setImmediate(resolve)) // what the hook said came before: let it be taken
    }
  }

  /** Gives the devices of a hold back. */
  async release(key: string): Promise<void> {
    const names = this.#held.get(key)
    if (names === undefined) return
    this.#held.delete(key)
    for (const name of names) await this.#detach(name)
    await this.#connection.release(key)
  }

  /** A device of this client's holds; a LabError for any other. */
  device(name: string): Device {
    const device = this.#devices.get(name)
    if (device !== undefined) return device
    const names = this.description.devices.map((known) => known.name)
    const hint = names.includes(name) ? 'It is not held by this test.' : didYouMean(name, names)
    throw new LabError(
      'unknown-device',
      `There is no device "${name}" to use.`,
      hint === undefined ? {} : { hint },
    )
  }

  /** Names of the devices that this client holds. */
  get heldDevices(): string[] {
    return [...this.#devices.keys()]
  }

  /** Writes what happens from now on into a record, also what the consoles said since the last one. */
  startRecording(recorder: Recorder): void {
    this.#recorder = recorder
    this.#notices.startRecording(recorder)
    this.#recordings = this.#lines.map((line) => this.#recordLine(recorder, line))
  }

  /** Ends the record, and skips what nobody read: the next test must not find it. */
  stopRecording(): void {
    for (const recording of this.#recordings) recording[Symbol.dispose]()
    this.#recordings = []
    this.#recorder = undefined
    this.#notices.stopRecording()
    for (const { console } of this.#lines) console.skipToEnd()
    for (const device of this.#devices.values()) device.useConsole()
  }

  /** The consoles that are being listened to, by device. */
  consoles(): readonly { readonly device: string; readonly console: Console }[] {
    return this.#lines.map(({ name, console }) => ({ device: name, console }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stopRecording()
    for (const key of [...this.#held.keys()]) await this.release(key)
    await this.#connection[Symbol.asyncDispose]()
  }

  /** Ends without giving the holds back: another process goes on with them by their keys. */
  async leave(): Promise<void> {
    this.stopRecording()
    await this.#connection[Symbol.asyncDispose]()
  }

  async #attach(name: string, waiting: Waiting): Promise<void> {
    const description = this.#describe(name)
    const consoles = new Map<string, Console>()
    for (const ability of description.abilities) {
      if (ability.interface !== 'console') continue
      const line = await this.#openConsole({ device: name, ability: ability.name, member: 'stream' }, waiting)
      consoles.set(ability.name, line.console)
    }
    const connection = {
      call: (target: Target, params: Readonly<Record<string, unknown>>, call?: Waiting) =>
        this.#call(target, params, call),
      items: (target: Target, params: Readonly<Record<string, unknown>>, call?: Waiting) =>
        this.#connection.items(target, params, call),
    }
    this.#devices.set(name, createDevice({ connection, description, interfaces: this.#interfaces, consoles }))
  }

  async #openConsole(target: Target, waiting: Waiting): Promise<ConsoleLine> {
    let log: ByteLog | undefined
    const early: (() => void)[] = []
    const later = (work: (known: ByteLog) => void) =>
      log === undefined ? early.push(() => log && work(log)) : work(log)
    const stream = await this.#connection.openStream(
      target,
      {
        bytes: (chunk, _offset, time) => void later((known) => known.append(chunk, time)),
        mark: (text, _offset, time, away) => void later((known) => known.mark(text, time, away)),
        sent: (bytes, time) => void later((known) => known.sent(bytes, time)),
        closed: (reason) => void later((known) => known.close(reason)),
      },
      waiting,
    )
    log = new ByteLog({ start: stream.start })
    for (const work of early) work()
    const console = new Console({
      device: target.device,
      log,
      write: (bytes, context) => stream.write(bytes, context),
    })
    const { device, ability } = target
    const name = ability === 'console' ? device : `${device}.${ability.replace(/\.console$/, '')}`
    const line = { device, name, console, log, stream }
    this.#lines.push(line)
    if (this.#recorder !== undefined) this.#recordings.push(this.#recordLine(this.#recorder, line))
    return line
  }

  async #detach(name: string): Promise<void> {
    this.#devices.delete(name)
    for (const line of this.#lines.filter((candidate) => candidate.device === name)) {
      this.#lines.splice(this.#lines.indexOf(line), 1)
      await line.stream[Symbol.asyncDispose]()
    }
  }

  #recordLine(recorder: Recorder, { name, log, console }: ConsoleLine): Disposable {
    return recordConsole(recorder, name, { log, from: console.cursor })
  }

  #describe(name: string): DeviceDescription {
    const description = this.description.devices.find((device) => device.name === name)
    if (description === undefined) throw new LabError('unknown-device', `The bench has no device "${name}".`)
    return description
  }

  async #call(
    target: Target,
    params: Readonly<Record<string, unknown>>,
    waiting: Waiting = {},
  ): Promise<unknown> {
    const recorder = this.#recorder
    const start = recorder?.now() ?? 0
    try {
      const result = await this.#connection.call(target, params, waiting)
      this.#recordCall(recorder, start, target, { params, outcome: 'done', result })
      return result
    } catch (error) {
      const outcome = waiting.signal?.aborted ? 'cancelled' : 'failed'
      this.#recordCall(recorder, start, target, { params, outcome, error: recordError(error) })
      throw error
    }
  }

  #recordCall(
    recorder: Recorder | undefined,
    start: number,
    { device, ability, member }: Target,
    details: CallDetails,
  ): void {
    if (recorder === undefined) return
    const took = recorder.now() - start
    recorder.add({ kind: 'call', device, interface: ability, member, took, ...details }, start)
    const { abilities } = this.#describe(device)
    const of = abilities.find((known) => known.name === ability)?.interface
    const state = of === 'power' && details.outcome === 'done' ? POWER_STATES[member] : undefined
    if (state !== undefined) recorder.add({ kind: 'power', device, state })
  }
}

type CallDetails = Pick<
  Parameters<Recorder['add']>[0] & { kind: 'call' },
  'params' | 'outcome' | 'result' | 'error'
>

const POWER_STATES: Readonly<Record<string, 'on' | 'off'>> = { on: 'on', off: 'off', cycle: 'on' }

/** The devices a test may choose from when it says nothing: those under test. */
export function devicesUnderTest(description: BenchDescription): DeviceDescription[] {
  return description.devices.filter((device) => device.role === 'dut')
}
