import type { ByteChannel, ByteListener } from '../../runtime/driver.ts'
import { LabError } from '../../runtime/errors.ts'
import {
  type Child,
  type CommandPlace,
  type CommandRun,
  endOnAbort,
  shownLine,
  startStream,
} from './run-command-line.ts'

/** A command that ended is started again after so long. */
const RESTART_MS = 1000

/** A command whose output and input are a byte stream; it is started again when it ends. */
export class CommandChannel implements ByteChannel, AsyncDisposable {
  readonly #run: Pick<CommandRun, 'spec' | 'values'>
  readonly #place: CommandPlace
  readonly #closing = new AbortController()
  #listener: ByteListener | undefined
  #child: Child | undefined
  #again: NodeJS.Timeout | undefined

  constructor(run: Pick<CommandRun, 'spec' | 'values'>, place: CommandPlace) {
    this.#run = run
    this.#place = place
  }

  listen(listener: ByteListener): void {
    this.#listener = listener
    void this.#follow()
  }

  async write(bytes: Uint8Array): Promise<void> {
    const stdin = this.#child?.stdin
    if (stdin === undefined || stdin === null || !stdin.writable) throw this.#notRunning()
    await new Promise<void>((resolve, reject) => {
      stdin.write(bytes, (error) => (error ? reject(this.#notRunning(error)) : resolve()))
    })
  }

  setFlow(on: boolean): void {
    if (on) this.#child?.stdout?.resume()
    else this.#child?.stdout?.pause()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#again)
    this.#closing.abort()
    await this.#child
  }

  async #follow(): Promise<void> {
    const child = startStream(this.#run, this.#place)
    this.#child = child
    using _ = endOnAbort(child, this.#closing.signal)
    child.stdin?.on('error', () => {}) // its end tells
    for (const from of [child.stdout, child.stderr])
      from?.on('data', (chunk: Buffer) => this.#listener?.bytes(new Uint8Array(chunk)))
    const { exitCode, signal, shortMessage } = await child
    if (this.#closing.signal.aborted) return
    const how = exitCode !== undefined ? `exit code ${exitCode}` : (signal ?? shortMessage ?? 'no start')
    this.#listener?.mark(`"${shownLine(this.#run)}" ended (${how}); it is started again`)
    this.#again = setTimeout(() => void this.#follow(), RESTART_MS)
  }

  #notRunning(cause?: unknown): LabError {
    const { device } = this.#place
    const message = `${device}: "${shownLine(this.#run)}" does not run, so nothing can be sent to it.`
    return new LabError('command-failed', message, { device, cause })
  }
}
