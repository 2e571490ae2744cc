import type { ByteConnection, ByteListener } from '../../runtime/driver.ts'
import {
  type Child,
  type CommandPlace,
  type CommandRun,
  endOnAbort,
  failureOf,
  startStream,
} from './run-command-line.ts'

/** What is kept of a command's complaints. */
const COMPLAINT = 8192

/** A command for one program alone: its input and output are a connection, which ends with it. */
export class CommandConnection implements ByteConnection {
  readonly #child: Child
  readonly #run: Pick<CommandRun, 'spec' | 'values'>
  readonly #place: CommandPlace
  readonly #over = new AbortController()
  /** Resolves when the command is gone, to why it failed. */
  readonly ended: Promise<Error | undefined>
  #complaint = Buffer.alloc(0)

  constructor(run: Pick<CommandRun, 'spec' | 'values'>, place: CommandPlace, closing: AbortSignal) {
    this.#run = run
    this.#place = place
    this.#child = startStream(run, place)
    // Whether it takes all that is said is its own affair; how it ended tells.
    this.#child.stdin?.on('error', () => {})
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#complaint = Buffer.concat([this.#complaint, chunk]).subarray(-COMPLAINT)
    })
    this.ended = this.#end(AbortSignal.any([this.#over.signal, closing]))
  }

  listen(listener: ByteListener): void {
    this.#child.stdout?.on('data', (chunk: Buffer) => listener.bytes(new Uint8Array(chunk)))
    void this.ended.then((failure) => listener.ended?.(failure))
  }

  async write(bytes: Uint8Array): Promise<void> {
    const stdin = this.#child.stdin
    if (stdin?.writable !== true) return
    await new Promise<void>((resolve) => stdin.write(bytes, () => resolve()))
  }

  setFlow(on: boolean): void {
    if (on) this.#child.stdout?.resume()
    else this.#child.stdout?.pause()
  }

  async end(): Promise<void> {
    this.#child.stdin?.end()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort()
    this.#child.stdout?.resume() // what nobody reads would keep it from ending
    await this.ended
  }

  async #end(over: AbortSignal): Promise<Error | undefined> {
    using _ = endOnAbort(this.#child, over)
    const ended = await this.#child
    return over.aborted ? undefined : failureOf(ended, this.#complaint, { ...this.#run, place: this.#place })
  }
}
