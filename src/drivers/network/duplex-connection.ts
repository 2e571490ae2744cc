import type { Duplex } from 'node:stream'
import type { ByteConnection, ByteListener } from '../../runtime/driver.ts'

/** A socket or channel as a connection of one client. */
export class DuplexConnection implements ByteConnection {
  readonly #duplex: Duplex

  constructor(duplex: Duplex) {
    this.#duplex = duplex
    duplex.on('error', () => {}) // told to the listener when it closes
  }

  listen(listener: ByteListener): void {
    let failure: Error | undefined
    this.#duplex.on('data', (chunk) => listener.bytes(chunk))
    this.#duplex.on('error', (error) => {
      failure = error
    })
    this.#duplex.once('end', () => listener.ended?.())
    this.#duplex.once('close', () => listener.ended?.(failure))
  }

  async write(bytes: Uint8Array): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#duplex.write(bytes, (error) => (error ? reject(error) : resolve()))
    })
  }

  setFlow(on: boolean): void {
    if (on) this.#duplex.resume()
    else this.#duplex.pause()
  }

  async end(): Promise<void> {
    this.#duplex.end()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#duplex.destroy()
  }
}
