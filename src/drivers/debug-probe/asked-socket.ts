import { connect, type Socket } from 'node:net'
import { probeLost } from './probe-error.ts'

/** Where a debug server listens. */
export interface ServerAddress {
  readonly host: string
  readonly port: number
}

/** A TCP connection that is asked one question at a time. What comes is kept until somebody takes it. */
export class AskedSocket implements AsyncDisposable {
  readonly #socket: Socket
  readonly #where: string
  #heard = Buffer.alloc(0)
  #lost: Error | undefined
  #wake: (() => void) | undefined
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(socket: Socket, where: string) {
    this.#socket = socket
    this.#where = where
    socket.on('data', (bytes) => {
      this.#heard = Buffer.concat([this.#heard, bytes])
      this.#wake?.()
    })
    socket.on('error', (error) => this.#lose(error.message, error))
    socket.on('close', () => this.#lose('it closed the connection'))
  }

  /** Connects; a LabError says why not. */
  static async open({ host, port }: ServerAddress, signal: AbortSignal): Promise<AskedSocket> {
    const where = `${host}:${port}`
    const socket = connect({ host, port, noDelay: true })
    const giveUp = () => void socket.destroy()
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve)
        socket.once('error', (cause) => reject(probeLost(where, cause.message, cause)))
        socket.once('close', () => reject(signal.aborted ? signal.reason : probeLost(where, 'it hung up')))
      })
      return new AskedSocket(socket, where)
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }

  get isLost(): boolean {
    return this.#lost !== undefined
  }

  /** Does something while nobody else asks. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => {})
    return mine
  }

  send(bytes: string | Uint8Array): void {
    if (this.#lost !== undefined) throw this.#lost
    this.#socket.write(bytes)
  }

  /** Takes what `cut` finds at the beginning of what came: it says how many bytes that is, if it is whole. */
  async take(cut: (heard: Buffer) => number | undefined, signal: AbortSignal): Promise<Buffer> {
    const wake = () => this.#wake?.()
    signal.addEventListener('abort', wake)
    try {
      for (;;) {
        const length = cut(this.#heard)
        if (length !== undefined) return this.#cut(length)
        if (this.#lost !== undefined) throw this.#lost
        signal.throwIfAborted()
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    } finally {
      this.#wake = undefined
      signal.removeEventListener('abort', wake)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy()
    this.#lose('the connection was closed')
  }

  #cut(length: number): Buffer {
    const taken = this.#heard.subarray(0, length)
    this.#heard = this.#heard.subarray(length)
    return taken
  }

  #lose(why: string, cause?: Error): void {
    this.#lost ??= probeLost(this.#where, why, cause)
    this.#wake?.()
  }
}
