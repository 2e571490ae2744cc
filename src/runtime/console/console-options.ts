import type { Duration } from '../deadline.ts'
import type { Pattern } from '../search/search.ts'
import type { ByteLog } from './byte-log.ts'

/** What a `Console` is made from. */
export interface ConsoleOptions {
  /** Name of the device, for messages. */
  readonly device: string
  /** The console's history; whoever holds the connection appends to it. */
  readonly log: ByteLog
  /** Sends bytes to the device; resolves when they are on their way. */
  write(bytes: Uint8Array, context: { readonly signal: AbortSignal }): Promise<void>
  /** Guards of every wait, such as `/Kernel panic/`; none if left out. */
  readonly notMatching?: readonly Pattern[]
  /** What ends a line that is sent: `\r`, which is what the Enter key of a terminal sends, if left out. */
  readonly newline?: string
  /** How long waits take at most; 30 s if left out. */
  readonly timeout?: Duration
  /** After how much silence the input counts as paused; 20 ms if left out. */
  readonly pause?: Duration
}

/** How long something may take, and a signal to give up early. */
export interface TimeoutOptions {
  /** Milliseconds, or text such as `5 s`; the console's own timeout if left out. */
  readonly timeout?: Duration | undefined
  readonly signal?: AbortSignal | undefined
}

/** The options of sending. */
export interface SendOptions extends TimeoutOptions {
  /** What records and errors show in its place, where what is sent is secret, or too much. */
  readonly shown?: string | undefined
}

/** The options of waiting for a pattern. */
export interface ReadOptions extends TimeoutOptions {
  /** Guards: whichever comes before the pattern ends the wait with an error. The console's own if left out. */
  readonly notMatching?: readonly Pattern[] | undefined
}

/** What a wait found. */
export interface ConsoleMatch {
  /** Everything from where the wait began up to and including the match. */
  readonly text: string
  /** The part of the text that matched. */
  readonly match: string
  /** The groups of a regular expression, named and numbered; empty for a text. */
  readonly groups: Readonly<Record<string, string | undefined>>
  /** Where the match begins, counted in bytes from the first byte of the console. */
  readonly offset: number
}

/** The options of `Console.run`. */
export interface RunOptions extends ReadOptions {
  /** What the device shows when it is ready for the next command. */
  readonly prompt: Pattern
}

/** The options of waiting for silence. */
export interface QuietOptions extends TimeoutOptions {
  /** How long nothing must come, counted from the call or from the last byte after it; 200 ms if left out. */
  readonly quiet?: Duration | undefined
}
