import type { z } from 'zod'
import type { Console } from './console/console.ts'
import type {
  BytesMember,
  CallMember,
  ConnectionMember,
  Interface,
  ItemsMember,
  OptionalParameters,
  Parameter,
} from './interface.ts'
import type { analog } from './interfaces/analog.ts'
import type { gpio } from './interfaces/gpio.ts'
import type { mux } from './interfaces/mux.ts'
import type { power } from './interfaces/power.ts'
import type { shell } from './interfaces/shell.ts'
import type { storage } from './interfaces/storage.ts'

/** What every call of a driver gets besides its parameters. */
export interface CallContext {
  /** Aborts when the deadline has passed or the caller gave up: stop waiting and release what the call holds. */
  readonly signal: AbortSignal
}

/** Hears a driver's byte stream. Everything is delivered in order, exactly once. */
export interface ByteListener {
  /** Bytes that came from the device. The array is the listener's to keep. */
  bytes(chunk: Uint8Array): void
  /** Something the record should show at this place in the stream: the port went away, bytes were dropped… `away` is true if nothing can come from now on, false if it can again. */
  mark(text: string, away?: boolean): void
  /** The other side has said all, or the connection broke: nothing more comes. Only connections end. */
  ended?(error?: Error): void
}

/** A driver's side of a byte stream: one listener that is always on, and a way to send. */
export interface ByteChannel {
  /** Starts delivery; the runtime calls it once, when the driver is open, and never stops reading. */
  listen(listener: ByteListener): void
  /** Sends bytes to the device; resolves when they are on their way. */
  write(bytes: Uint8Array, context: CallContext): Promise<void>
  /**
   * Lets the device send (true) or makes it wait (false), where it can wait: a socket or a port with flow control. A
   * channel without it is never asked, and what nobody takes is dropped when memory is full, with a mark.
   */
  setFlow?(on: boolean): void
}

/** A driver's side of a connection: a channel for one client alone. Disposing it ends the connection. */
export interface ByteConnection extends ByteChannel, AsyncDisposable {
  /** The client has said all; the other side may go on. */
  end?(): Promise<void>
}

type ParametersByName<P extends readonly Parameter[], O extends OptionalParameters> = {
  readonly [K in P[number] as K['name']]: z.output<K['schema']>
} & { readonly [K in keyof O]: z.output<O[K]> }

type ImplementationOfMember<M> =
  M extends CallMember<infer P, infer O, infer R>
    ? (params: ParametersByName<P, O>, context: CallContext) => z.output<R> | Promise<z.output<R>>
    : M extends ItemsMember<infer P, infer O, infer I>
      ? (params: ParametersByName<P, O>, context: CallContext) => AsyncIterable<z.output<I>>
      : M extends ConnectionMember<infer P, infer O>
        ? (params: ParametersByName<P, O>, context: CallContext) => Promise<ByteConnection>
        : M extends BytesMember
          ? ByteChannel
          : never

/** The methods that implement one interface; parameters come by name, already checked and converted. */
export type ImplementationOf<I extends Interface> = {
  readonly [M in keyof I['members']]: ImplementationOfMember<I['members'][M]>
}

/** What an open driver is: one implementation for each interface it provides, and a way to let go of the hardware. */
export type OpenDriver<Provides extends readonly Interface[]> = {
  readonly [I in Provides[number] as I['name']]: ImplementationOf<I>
} & AsyncDisposable

/**
 * What a driver gets from other drivers of its device, by interface: their implementation, with parameters by name and
 * not checked; of a console the same thing that tests use, with a cursor of its own.
 */
export interface NeededAbilities {
  readonly console: Console
  readonly power: ImplementationOf<typeof power>
  readonly gpio: ImplementationOf<typeof gpio>
  readonly analog: ImplementationOf<typeof analog>
  readonly storage: ImplementationOf<typeof storage>
  readonly shell: ImplementationOf<typeof shell>
  readonly mux: ImplementationOf<typeof mux>
  readonly [other: string]: unknown
}

/** What a driver is opened with; `Need` are the interfaces it needs, `Use` those it may use. */
export interface OpenContext<Need extends string = never, Use extends string = never> {
  /** Name of the device in the bench file. */
  readonly device: string
  /** Folder of the bench file: relative paths in the configuration start here. */
  readonly directory: string
  /** What the driver needs. */
  readonly needs: Pick<NeededAbilities, Need>
  /** What the driver may use, as far as the device has it. */
  readonly uses: Partial<Pick<NeededAbilities, Use>>
  /** Aborts when opening takes too long or the session ends. */
  readonly signal: AbortSignal
}

/** A driver: which kind of hardware it speaks to, what it provides and needs, and how it is opened. */
export interface Driver<
  Provides extends readonly Interface[] = readonly Interface[],
  Config extends z.ZodType = z.ZodType,
  Need extends string = string,
  Use extends string = string,
> {
  /** The `type` in the bench file. */
  readonly type: string
  readonly doc: string
  readonly provides: Provides
  /** True if it adds to what another driver is: its interfaces go by its own name, and leave theirs to the others. */
  readonly aside?: boolean
  /** Names of interfaces that other drivers of the same device must provide. */
  readonly needs: readonly Need[]
  /** Names of interfaces that it uses where another driver of the device provides them. */
  readonly uses?: readonly Use[]
  /** What its tests have on the other side, for the documentation: `ser2net`, `snmpd`, `a slcan adapter of our own on a pty`. */
  readonly testedAgainst?: string
  /** Schema of the driver's part of the bench file; unknown keys are errors (use `z.strictObject`). */
  readonly config: Config
  /** Acquires the hardware. Import what is heavy in here, so that listing drivers stays quick. */
  open(config: z.output<Config>, context: OpenContext<Need, Use>): Promise<OpenDriver<Provides>>
}

/** A driver of any kind, as registries and benches hold it. */
export interface AnyDriver extends Omit<Driver, 'open'> {
  open(config: unknown, context: OpenContext<string, string>): Promise<AsyncDisposable>
}

/** Defines a driver; `needs` and `uses` default to nothing. */
export function defineDriver<
  const Provides extends readonly Interface[],
  Config extends z.ZodType,
  const Need extends string = never,
  const Use extends string = never,
>(
  definition: Omit<Driver<Provides, Config, Need, Use>, 'needs'> & { readonly needs?: readonly Need[] },
): Driver<Provides, Config, Need, Use> {
  return Object.freeze({ needs: [], ...definition })
}
