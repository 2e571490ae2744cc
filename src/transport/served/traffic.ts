import type { Socket } from 'node:net'

/** Counts the bytes of connections, open and closed. */
export class Traffic {
  readonly #open = new Set<Socket>()
  #received = 0
  #sent = 0

  /** Counts a connection from now on. */
  count(socket: Socket): void {
    this.#open.add(socket)
    socket.once('close', () => {
      this.#open.delete(socket)
      this.#received += socket.bytesRead
      this.#sent += socket.bytesWritten
    })
  }

  /** What came and what went until now. */
  sum(): { readonly received: number; readonly sent: number } {
    let [received, sent] = [this.#received, this.#sent]
    for (const socket of this.#open) {
      received += socket.bytesRead
      sent += socket.bytesWritten
    }
    return { received, sent }
  }
}
