import type { Console } from '../../runtime/console/console.ts'
import { sleep } from '../../runtime/deadline.ts'
import { DeviceError } from '../../runtime/errors.ts'

/** The bytes of a console for a protocol that counts them: what comes is read in order, from the console's cursor on. */
export class ModemLine {
  readonly #console: Console
  readonly #signal: AbortSignal
  #offset: number

  constructor(console: Console, signal: AbortSignal) {
    this.#console = console
    this.#signal = signal
    this.#offset = console.cursor
  }

  /** The next byte; undefined if none comes in time. */
  async byte(timeout: number): Promise<number | undefined> {
    return (await this.take(1, timeout))?.[0]
  }

  /** The next bytes; undefined if they do not come in time. */
  async take(count: number, timeout: number): Promise<Buffer | undefined> {
    const { log } = this.#console
    if (log.end - this.#offset < count && !(await this.#more(this.#offset + count, timeout))) return undefined
    const bytes = log.slice(this.#offset, this.#offset + count)
    this.#offset += count
    this.#console.seek(this.#offset)
    return bytes
  }

  /** The next byte, which stays; undefined if none comes in time. */
  async peek(timeout: number): Promise<number | undefined> {
    const { log } = this.#console
    if (log.end <= this.#offset) await this.#more(this.#offset + 1, timeout)
    return log.slice(this.#offset, this.#offset + 1)[0]
  }

  /** Reads over a text, up to and including it. */
  async skipPast(text: string): Promise<void> {
    await this.#console.expect(text, { signal: this.#signal, notMatching: [] })
    this.#offset = this.#console.cursor
  }

  /** Waits a little. */
  async rest(milliseconds: number): Promise<void> {
    await sleep(milliseconds, { signal: this.#signal })
  }

  /** Forgets what came and was not read. */
  clear(): void {
    this.#offset = this.#console.log.end
  }

  async send(...bytes: readonly number[]): Promise<void> {
    await this.write(Buffer.from(bytes))
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#console.sendBytes(bytes, { signal: this.#signal, timeout: 60_000 })
  }

  /** What to throw when the other side does not keep to the protocol. */
  failure(what: string): DeviceError {
    const { device } = this.#console
    return new DeviceError('transfer-failed', `${device}: the file transfer broke off: ${what}.`, { device })
  }

  #more(end: number, timeout: number): Promise<boolean> {
    const { log } = this.#console
    const signal = this.#signal
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer)
        stop()
        signal.removeEventListener('abort', giveUp)
        act()
      }
      const giveUp = () => settle(() => reject(signal.reason))
      const check = () => log.end >= end && settle(() => resolve(true))
      const stop = log.listen({ bytes: check, closed: () => settle(() => resolve(false)) })
      const timer = setTimeout(() => settle(() => resolve(false)), timeout)
      signal.addEventListener('abort', giveUp)
      if (signal.aborted) giveUp()
    })
  }
}
