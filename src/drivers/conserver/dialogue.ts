import type { Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { LabError, messageOf } from '../../runtime/errors.ts'

/** What conserver's own client takes where no certificates are set up: encrypted, the server not authenticated. */
const ANONYMOUS = {
  ciphers: 'ADH-AES256-GCM-SHA384:ALL:@SECLEVEL=0',
  maxVersion: 'TLSv1.2',
  rejectUnauthorized: false,
} as const

/** Lines to and fro, as conserver speaks before a console is attached. */
export class Dialogue {
  readonly #name: string
  readonly #signal: AbortSignal
  #socket: Socket | TLSSocket
  #text = Buffer.alloc(0)
  #ended: string | undefined
  #wake: (() => void) | undefined

  constructor(socket: Socket, { name, signal }: { readonly name: string; readonly signal: AbortSignal }) {
    this.#name = name
    this.#signal = signal
    this.#socket = socket
    this.#listen()
  }

  /** Sends text and gives the line that answers; a LabError if the server hangs up. */
  async ask(text: string): Promise<string> {
    this.#socket.write(text)
    return await this.nextLine()
  }

  /** The next line of the server, without its end. */
  async nextLine(): Promise<string> {
    for (;;) {
      const feed = this.#text.indexOf(10)
      if (feed !== -1) {
        const line = this.#text.toString('utf8', 0, feed).trimEnd()
        this.#text = this.#text.subarray(feed + 1)
        return line
      }
      if (this.#ended !== undefined)
        throw new LabError('console-lost', `${this.#name} hung up: ${this.#ended}.`)
      await this.#more()
    }
  }

  /** From here on everything is encrypted. */
  async encrypt(): Promise<void> {
    const plain = this.#socket
    const answer = await this.ask('ssl\r\n')
    if (answer !== 'ok') throw new LabError('conserver-refused', `${this.#name} does not encrypt: ${answer}`)
    plain.removeAllListeners('data')
    const secure = connectTls({ socket: plain, ...ANONYMOUS })
    this.#socket = secure
    this.#listen()
    await new Promise<void>((resolve, reject) => {
      secure.once('secureConnect', resolve)
      secure.once('error', (cause) => {
        const message = `${this.#name} and this side agree on no encryption: ${messageOf(cause)}.`
        reject(new LabError('conserver-refused', message, { cause }))
      })
    })
  }

  /** Ends the dialogue: gives the socket and what came behind the last line. */
  release(): { readonly socket: Socket; readonly rest: Buffer } {
    this.#socket.pause()
    this.#socket.removeAllListeners('data')
    return { socket: this.#socket, rest: this.#text }
  }

  #listen(): void {
    const end = (why: string) => {
      this.#ended ??= why
      this.#wake?.()
    }
    this.#socket.on('data', (chunk: Buffer) => {
      this.#text = Buffer.concat([this.#text, chunk])
      this.#wake?.()
    })
    this.#socket.on('error', (error) => end(error.message))
    this.#socket.on('close', () => end('the connection was closed'))
  }

  async #more(): Promise<void> {
    const signal = this.#signal
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => reject(signal.reason)
      if (signal.aborted) return giveUp()
      signal.addEventListener('abort', giveUp, { once: true })
      this.#wake = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
    })
  }
}
