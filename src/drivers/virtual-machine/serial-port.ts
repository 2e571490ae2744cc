import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { ByteChannel, ByteListener, CallContext } from '../../runtime/driver.ts'

/** A serial port of a virtual machine, over all its starts. */
export class SerialPort implements ByteChannel {
  /** Ports that were not read to their end, also of machines that are off. */
  readonly #sockets = new Set<Socket>()
  #listener: ByteListener | undefined
  #socket: Socket | undefined
  #isFlowing = true

  listen(listener: ByteListener): void {
    this.#listener = listener
  }

  async write(bytes: Uint8Array, { signal }: CallContext): Promise<void> {
    signal.throwIfAborted()
    const socket = this.#socket
    if (socket === undefined) this.mark(`${bytes.length} bytes written while the power is off are lost`)
    else if (!socket.write(bytes)) await drained(socket, signal)
  }

  /** Whether it may send; what it cannot send now the guest sends later. */
  setFlow(on: boolean): void {
    this.#isFlowing = on
    for (const socket of this.#sockets)
      if (on) socket.resume()
      else socket.pause()
  }

  /** The machine starts: this is its port. */
  attach(socket: Socket): void {
    this.#socket = socket
    this.#sockets.add(socket)
    socket.on('data', (chunk) => this.#listener?.bytes(chunk))
    socket.on('close', () => this.#sockets.delete(socket))
    if (!this.#isFlowing) socket.pause()
  }

  /** The machine is off. What it said before comes before anything else, unless nobody takes it now. */
  async detach(socket: Socket): Promise<void> {
    if (this.#socket === socket) this.#socket = undefined
    if (this.#isFlowing && !socket.closed) await once(socket, 'close')
  }

  mark(text: string): void {
    this.#listener?.mark(text)
  }
}

/** Waits until the port takes more, or is gone. */
function drained(socket: Socket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      for (const event of ['drain', 'close']) socket.off(event, finish)
      signal.removeEventListener('abort', finish)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    for (const event of ['drain', 'close']) socket.on(event, finish)
    signal.addEventListener('abort', finish)
  })
}
