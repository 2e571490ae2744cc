import type { StreamListener } from '../connection.ts'
import { ByteLog } from '../console/byte-log.ts'
import type { ByteChannel, CallContext } from '../driver.ts'

/** A byte stream of an open device: one reader that is always on, everything kept, and any number of listeners. */
export class DeviceStream {
  readonly log = new ByteLog()
  readonly #channel: ByteChannel
  readonly #listeners = new Set<StreamListener>()
  #heard = 0

  constructor(channel: ByteChannel) {
    this.#channel = channel
    channel.listen({ bytes: (chunk) => this.#take(chunk), mark: (text) => this.#mark(text) })
  }

  /** Where the last listener stopped: what came since then is unheard. */
  get heard(): number {
    return this.#listeners.size > 0 ? this.log.end : this.#heard
  }

  /** Delivers everything from an offset on; returns how to stop. */
  listen(from: number, listener: StreamListener): () => void {
    this.log.replay(from, listener)
    this.#listeners.add(listener)
    return () => {
      if (this.#listeners.delete(listener)) this.#heard = this.log.end
    }
  }

  async write(bytes: Uint8Array, context: CallContext): Promise<void> {
    await this.#channel.write(bytes, context)
  }

  #take(chunk: Uint8Array): void {
    const offset = this.log.end
    const time = Date.now()
    this.log.append(chunk, time)
    for (const listener of this.#listeners) listener.bytes(chunk, offset, time)
  }

  #mark(text: string): void {
    const time = Date.now()
    this.log.mark(text, time)
    for (const listener of this.#listeners) listener.mark(text, this.log.end, time)
  }
}
