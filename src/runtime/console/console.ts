import { performance } from 'node:perf_hooks'
import { isDeadline, toMilliseconds, withDeadline } from '../deadline.ts'
import type { Found, Pattern } from '../search/search.ts'
import { formatPattern } from '../search/search.ts'
import type { ByteLog } from './byte-log.ts'
import type { ConsoleWait } from './console-error.ts'
import { closedError, guardError, tailLines, timeoutError } from './console-error.ts'
import type {
  ConsoleMatch,
  ConsoleOptions,
  QuietOptions,
  ReadOptions,
  RunOptions,
  SendOptions,
  TimeoutOptions,
} from './console-options.ts'
import { consoleText } from './console-text.ts'
import { Queue } from './queue.ts'
import { waitForQuiet } from './quiet.ts'
import { runCommand } from './run-command.ts'
import type { ConsoleEntry, ConsoleLine, ViewOptions } from './view.ts'
import { viewLines, viewLog } from './view.ts'
import { waitForPattern } from './wait.ts'

const DEFAULT_TIMEOUT = 30_000
const DEFAULT_PAUSE = 20
const DEFAULT_QUIET = 200

/**
 * A device's console as tests use it. What came and was not read stays: each wait begins at the cursor, however late
 * it is called, and moves the cursor behind what it found.
 */
export class Console {
  readonly device: string
  /** The history; reading it disturbs nobody. */
  readonly log: ByteLog
  readonly #options: ConsoleOptions
  readonly #writes = new Queue()
  readonly #commands = new Queue()
  #cursor: number

  constructor(options: ConsoleOptions) {
    this.device = options.device
    this.log = options.log
    this.#options = Object.freeze({ ...options })
    this.#cursor = options.log.start
  }

  /** Offset of the first byte that was not read yet. */
  get cursor(): number {
    return Math.max(this.#cursor, this.log.start)
  }

  /** Waits for a pattern; returns the text up to and including it. */
  async readUntil(pattern: Pattern, options: ReadOptions = {}): Promise<string> {
    return (await this.expect(pattern, options)).text
  }

  /** Waits for a pattern; returns the text, the match and its groups. Fails with `console-timeout` or `console-guard`. */
  async expect(pattern: Pattern, options: ReadOptions = {}): Promise<ConsoleMatch> {
    const from = this.cursor
    const { start, end, match } = await this.#wait(from, pattern, options)
    this.#cursor = Math.max(this.#cursor, end)
    return {
      text: this.log.slice(from, end).toString(),
      match: match?.[0] ?? this.log.slice(start, end).toString(),
      groups: { ...Object.fromEntries((match ?? []).map((text, index) => [index, text])), ...match?.groups },
      offset: start,
    }
  }

  /** Takes what came and was not read yet. */
  readAvailable(): string {
    const text = this.peek()
    this.#cursor = this.log.end
    return text
  }

  /** What came and was not read yet; it stays unread. */
  peek(): string {
    return this.log.slice(this.cursor).toString()
  }

  /** Skips what came and was not read yet. */
  skipToEnd(): void {
    this.#cursor = this.log.end
  }

  /** Moves the cursor to an offset, also back, as far as the log still reaches. */
  seek(offset: number): void {
    this.#cursor = Math.min(Math.max(offset, this.log.start), this.log.end)
  }

  /** Waits until nothing came for a while; what came stays unread. */
  async waitUntilQuiet({ quiet = DEFAULT_QUIET, ...options }: QuietOptions = {}): Promise<void> {
    const began = performance.now()
    const from = this.log.end
    using deadline = withDeadline(this.#timeout(options), options.signal, 'waiting for silence')
    try {
      await waitForQuiet(this.log, toMilliseconds(quiet), deadline.signal)
    } catch (reason) {
      throw this.#failure({ what: 'silence', from, waited: performance.now() - began }, reason)
    }
  }

  /** Waits until nothing came for a while, and takes what came. */
  async readUntilQuiet(options: QuietOptions = {}): Promise<string> {
    await this.waitUntilQuiet(options)
    return this.readAvailable()
  }

  /** Sends text as it is. Sends of one console never mix: each waits for those before it. */
  async send(text: string, options: SendOptions = {}): Promise<void> {
    await this.sendBytes(Buffer.from(text), options)
  }

  /** Sends text and the console's newline, or another. */
  async sendLine(
    text = '',
    options: SendOptions & { readonly newline?: string | undefined } = {},
  ): Promise<void> {
    await this.send(`${text}${options.newline ?? this.#options.newline ?? '\r'}`, options)
  }

  /** Sends bytes. */
  async sendBytes(bytes: Uint8Array, options: SendOptions = {}): Promise<void> {
    using deadline = withDeadline(this.#timeout(options), options.signal, `sending to ${this.device}`)
    await this.#writes.run(async () => {
      deadline.signal.throwIfAborted()
      this.log.sent(options.shown === undefined ? bytes : Buffer.from(options.shown))
      await this.#options.write(bytes, { signal: deadline.signal })
    })
  }

  /**
   * Sends a command line and returns what it printed, without its echo and the prompt. What was unread before is
   * skipped. When the prompt does not come in time, Ctrl-C brings it back and the error is `command-timeout`.
   */
  async run(command: string, options: RunOptions): Promise<string> {
    return await this.#commands.run(() => runCommand(this, command, options))
  }

  /** The last lines received, readable, with marks. */
  tail(lines = 10): string[] {
    return tailLines(this.log, lines)
  }

  /** The console's text between two offsets as people read it: no escape sequences, marks on lines of their own. */
  transcript(from: number = this.log.start, to: number = this.log.end): string {
    return consoleText(this.log, { from, to })
  }

  /** The lines of the console as they come, from an offset on or from now on; the cursor stays. */
  lines(options: ViewOptions = {}): AsyncGenerator<ConsoleLine> {
    return viewLines(this.log, options)
  }

  /** The bytes and marks of the console as they come, from an offset on or from now on; the cursor stays. */
  viewer(options: ViewOptions = {}): AsyncGenerator<ConsoleEntry> {
    return viewLog(this.log, options)
  }

  async #wait(from: number, pattern: Pattern, options: ReadOptions): Promise<Found> {
    const began = performance.now()
    const what = formatPattern(pattern)
    using deadline = withDeadline(this.#timeout(options), options.signal, `waiting for ${what}`)
    const request = {
      from,
      pattern,
      notMatching: options.notMatching ?? this.#options.notMatching ?? [],
      pause: toMilliseconds(this.#options.pause ?? DEFAULT_PAUSE),
      signal: deadline.signal,
    }
    const facts = () => ({ what, pattern, from, waited: performance.now() - began })
    let outcome: Awaited<ReturnType<typeof waitForPattern>>
    try {
      outcome = await waitForPattern(this.log, request)
    } catch (reason) {
      // Made here, behind the await, the error's stack leads to the caller.
      throw this.#failure(facts(), reason)
    }
    if (outcome.kind === 'match') return outcome.found
    this.#cursor = Math.max(this.#cursor, outcome.found.end)
    throw guardError(this.#describe(facts()), outcome.guard, outcome.found)
  }

  #describe(wait: Omit<ConsoleWait, 'device' | 'log'>): ConsoleWait {
    return { ...wait, device: this.device, log: this.log }
  }

  /** What to throw when a wait was given up: the caller's own reason stays what it is. */
  #failure(wait: Omit<ConsoleWait, 'device' | 'log'>, reason: unknown): unknown {
    if (isDeadline(reason)) return timeoutError(this.#describe(wait), reason)
    return reason === this.log.closedBy
      ? closedError(this.#describe(wait), this.log.closedBy as Error)
      : reason
  }

  #timeout(options: TimeoutOptions): number {
    return toMilliseconds(options.timeout ?? this.#options.timeout ?? DEFAULT_TIMEOUT)
  }
}
