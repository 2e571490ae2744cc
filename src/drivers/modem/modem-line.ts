import type { Console } from '../../runtime/console/console.ts'
import { sleep } from '../../runtime/deadline.ts'
import { DeviceError } from '../../runtime/errors.ts'

/** What a line is spoken over for. */
export interface ModemCall {
  readonly signal: AbortSignal
  /** How the program of the other side has ended; undefined while it runs. Left out where that cannot be known. */
  fate?(): string | undefined
}

/** The bytes of a console for a protocol that counts them: what comes is read in order, from the console's cursor on. */
export class ModemLine {
  readonly #console: Console
  readonly #call: ModemCall
  #offset: number

  constructor(console: Console, call: ModemCall) {
    this.#console = console
    this.#call = call
    this.#offset = console.cursor
  }

  /** How the program of the other side has ended; undefined while it runs. */
  get fate(): string | undefined {
    return this.#call.fate?.()
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

  /** All that came and was not read; undefined if nothing comes in time. */
  async some(timeout: number): Promise<Buffer | undefined> {
    const { log } = this.#console
    if (log.end <= this.#offset && !(await this.#more(this.#offset + 1, timeout))) return undefined
    return await this.take(log.end - this.#offset, timeout)
  }

  /** True when something came that was not read. */
  get hasBytes(): boolean {
    return this.#console.log.end > this.#offset
  }

  /** Reads over a text, up to and including it. */
  async skipPast(text: string): Promise<void> {
    await this.#console.expect(text, { signal: this.#call.signal, notMatching: [] })
    this.#offset = this.#console.cursor
  }

  /** Waits a little. */
  async rest(milliseconds: number): Promise<void> {
    await sleep(milliseconds, { signal: this.#call.signal })
  }

  /** Forgets what came and was not read. */
  clear(): void {
    this.#offset = this.#console.log.end
  }

  async send(...bytes: readonly number[]): Promise<void> {
    await this.write(Buffer.from(bytes))
  }

  /** Sends bytes; fails where nobody takes them any more: a shell would take them for commands. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.fate !== undefined) throw this.failure('the other side went away')
    const shown = `<${bytes.length} bytes of a file transfer>`
    await this.#console.sendBytes(bytes, { signal: this.#call.signal, timeout: 60_000, shown })
  }

  /** What to throw when the other side does not keep to the protocol. */
  failure(what: string): DeviceError {
    const { device } = this.#console
    const { fate } = this
    const message = `${device}: the file transfer broke off: ${what}${fate === undefined ? '' : `; ${fate}`}.`
    return new DeviceError('transfer-failed', message, { device })
  }

  /** Waits for more; false if it does not come in time, or never, since the other side has ended. */
  #more(end: number, timeout: number): Promise<boolean> {
    const { log } = this.#console
    const { signal } = this.#call
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer)
        stop()
        signal.removeEventListener('abort', giveUp)
        act()
      }
      const giveUp = () => settle(() => reject(signal.reason))
      const check = () => {
        if (log.end >= end) settle(() => resolve(true))
        else if (this.fate !== undefined) settle(() => resolve(false))
      }
      const stop = log.listen({ bytes: check, closed: () => settle(() => resolve(false)) })
      const timer = setTimeout(() => settle(() => resolve(false)), timeout)
      signal.addEventListener('abort', giveUp)
      if (signal.aborted) giveUp()
      else check()
    })
  }
}
