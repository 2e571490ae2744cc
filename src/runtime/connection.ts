import type { DeviceRole } from './bench/bench-file.ts'
import type { Selector } from './bench/selector.ts'
import type { BesideDescription } from './files/beside-description.ts'

/** A bench as its clients see it: what there is and what it can do, and nothing of how. */
export interface BenchDescription {
  readonly file: string
  /** Which hooks the bench has. */
  readonly hooks?: readonly string[]
  /** Who used the bench when the client connected, and since when, in milliseconds since the Unix epoch. */
  readonly inUse?: { readonly by: string; readonly since: number }
  /** The interfaces of its devices by name, each once: enough to use one that the client does not know. */
  readonly interfaces?: Readonly<Record<string, InterfaceDescription>>
  /** Versions of what serves it, by name. */
  readonly versions?: Readonly<Record<string, string>>
  readonly devices: readonly DeviceDescription[]
}

export interface DeviceDescription {
  readonly name: string
  readonly role: DeviceRole
  readonly type?: string
  readonly labels: Readonly<Record<string, string>>
  readonly abilities: readonly AbilityDescription[]
  /** Its drivers in the order of the bench file. */
  readonly drivers?: readonly { readonly name: string; readonly type: string }[]
}

/** An interface as data: what keywords, documentation and checks are made of. */
export interface InterfaceDescription {
  readonly version: number
  readonly doc: string
  readonly members: Readonly<Record<string, MemberDescription>>
}

/** A member of an interface as data. */
export interface MemberDescription {
  readonly kind: 'call' | 'items' | 'bytes' | 'connection'
  readonly doc: string
  /** An object whose properties are the parameters: the required ones first, in their order. */
  readonly params?: JsonSchema
  /** What a call answers, or one item. `{ type: 'null' }` for nothing; `format: 'bytes'` for bytes. */
  readonly result?: JsonSchema
  /** True if it changes nothing. */
  readonly readOnly?: true
}

/** A schema of JSON Schema 2020-12; `unit`, `quantity` and `examples` tell of quantities. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** An interface that a device offers, under the name it is called by. */
export interface AbilityDescription {
  /** The interface's name; the driver's where two drivers of a device provide the same interface. */
  readonly name: string
  readonly interface: string
  readonly version: number
  /** Members that take files, with the names of those parameters. */
  readonly files?: Readonly<Record<string, readonly string[]>>
  /** Files that go along with another one if they lie beside it: by member and parameter. */
  readonly beside?: Readonly<Record<string, Readonly<Record<string, BesideDescription>>>>
}

/** A member of an interface of a device; `board.power.cycle` in text. */
export interface Target {
  readonly device: string
  readonly ability: string
  readonly member: string
}

/** Whatever waits can be given up. */
export interface Waiting {
  readonly signal?: AbortSignal | undefined
}

/** How far a file of a call is on its way to the bench. */
export interface FileProgress {
  /** The file is read for its digest, sent, or whole on the other side; or the bench fetches it from elsewhere. */
  readonly step: 'read' | 'send' | 'there' | 'fetch'
  readonly file: string
  readonly bytes: number
  readonly length?: number | undefined
}

/** How a call is waited for. */
export interface Calling extends Waiting {
  /** Hears how far the files of the call are; those of this machine stay where they are if the bench is on it. */
  readonly progress?: (progress: FileProgress) => void
}

/** Hears a byte stream of a device. Offsets count from the opening of the device. */
export interface StreamListener {
  bytes(chunk: Uint8Array, offset: number, time: number): void
  /** `away`: true if nothing can come from now on, false if it can again. */
  mark(text: string, offset: number, time: number, away?: boolean): void
  /** What a driver that stands on the stream, such as a shell, sent to the device. */
  sent?(bytes: Uint8Array, time: number): void
  /** False if it can take no bytes now; then it grants some more, be it none, when it can. */
  hasRoom?(): boolean
  /** Nothing will come any more: the connection to the bench is lost. */
  closed?(reason: Error): void
  /** The other side of a connection of its own has said all, or broke off. */
  ended?(error?: Error): void
}

/** How a byte stream is listened to. */
export interface Opening extends Waiting {
  /** How many bytes the listener takes before it grants more; without bounds if left out. */
  readonly window?: number
  /** Parameters by name, where each who opens gets a connection of its own. */
  readonly params?: Readonly<Record<string, unknown>>
}

/** A byte stream that is being listened to. */
export interface OpenStream extends AsyncDisposable {
  /** Offset of the first byte that the listener hears. */
  readonly start: number
  /** The listener has room for so many bytes more. */
  grant(bytes: number): void
  write(bytes: Uint8Array, waiting?: Waiting): Promise<void>
  /** Tells the other side of a connection of its own that nothing more will be written; of no effect elsewhere. */
  end(): Promise<void>
}

/** What a bench tells a client unasked: why it waits, or what a hook of the bench said. */
export type Notice = WaitingNotice | HookNotice

/** A hold waits since somebody else uses the bench. */
export interface WaitingNotice {
  readonly kind: 'waiting'
  /** What the client wants, in words. */
  readonly wanted: string
  /** Who uses it. */
  readonly by: string
  /** Since when, in milliseconds since the Unix epoch. */
  readonly since: number
}

/** A hook of the bench said something, or failed. */
export interface HookNotice {
  readonly kind: 'hook'
  readonly hook: string
  readonly level: 'info' | 'warning'
  readonly text: string
}

/** Which notices are wanted: those about this client and its session, or those of all clients of its session. */
export type NoticeScope = 'own' | 'session'

/** A test that begins or has ended on the bench. */
export interface TestEvent {
  readonly phase: 'begin' | 'end'
  readonly title: string
  readonly file: string
  readonly line: number
  /** How it ended; only at its end. */
  readonly status?: 'passed' | 'failed' | 'skipped' | 'timed-out' | 'interrupted'
}

/** What a client wants for itself alone: the whole bench, or one device for each selector. */
export interface HoldRequest {
  /** Who holds: the same key again is the same hold, also from another process, so that a hold outlives a worker. */
  readonly key: string
  readonly wanted: 'all' | readonly Selector[]
}

/** Devices that nobody else uses until the hold is released. */
export interface Hold {
  readonly key: string
  /** Names of the devices, in the order of the selectors. */
  readonly devices: readonly string[]
}

/**
 * One client's way to a bench: the same in one process, through a socket, or through a controller. Disposing ends the
 * client's streams and calls; its holds go back after a grace time unless another client takes them up by their key.
 */
export interface Connection extends AsyncDisposable {
  readonly description: BenchDescription
  /** Aborts with a LabError when the bench is out of reach for good; left out where it cannot be. */
  readonly lost?: AbortSignal | undefined
  /** Calls a member; parameters by name. Rejects with a HilError. */
  call(target: Target, params: Readonly<Record<string, unknown>>, waiting?: Calling): Promise<unknown>
  items(target: Target, params: Readonly<Record<string, unknown>>, waiting?: Waiting): AsyncIterable<unknown>
  /** Listens to a byte stream, from where the last listener of the same hold stopped. */
  openStream(target: Target, listener: StreamListener, opening?: Opening): Promise<OpenStream>
  /** Waits until the devices are free, opens them, and keeps everybody else away. */
  hold(request: HoldRequest, waiting?: Waiting): Promise<Hold>
  release(key: string): Promise<void>
  /** Tells the bench that a test begins or has ended; resolves when its hooks have run. Rejects if one forbids to go on. */
  test(event: TestEvent, waiting?: Waiting): Promise<void>
  /** What the bench says unasked, until the signal aborts or the connection ends. */
  notices(scope: NoticeScope, waiting?: Waiting): AsyncIterable<Notice>
}

/** `board.power.cycle`. */
export function formatTarget({ device, ability, member }: Target): string {
  return `${device}.${ability}.${member}`
}
