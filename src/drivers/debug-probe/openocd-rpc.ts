import { AskedSocket, type ServerAddress } from './asked-socket.ts'
import { probeRefused } from './probe-error.ts'

/** Ends each command and each answer. */
const END = 0x1a

/** OpenOCD's line for programs: Tcl commands and their results. Connects again when the connection was lost. */
export class OpenocdRpc implements AsyncDisposable {
  readonly #address: ServerAddress
  #socket: AskedSocket

  private constructor(address: ServerAddress, socket: AskedSocket) {
    this.#address = address
    this.#socket = socket
  }

  static async open(address: ServerAddress, signal: AbortSignal): Promise<OpenocdRpc> {
    return new OpenocdRpc(address, await AskedSocket.open(address, signal))
  }

  /** Runs a Tcl command; its result, or a DeviceError with what Tcl says. `doing` is for the message. */
  async run(command: string, doing: string, signal: AbortSignal): Promise<string> {
    if (this.#socket.isLost) this.#socket = await AskedSocket.open(this.#address, signal)
    const socket = this.#socket
    return socket.alone(async () => {
      signal.throwIfAborted()
      socket.send(`set _c [catch {${command}} _r]; format "%d %s" $_c $_r${String.fromCharCode(END)}`)
      const answer = await socket.take(wholeAnswer, signal).catch(async (error) => {
        // An answer that is still to come would be taken for that of the next question.
        await socket[Symbol.asyncDispose]()
        throw error
      })
      const text = answer.subarray(0, -1).toString()
      if (!text.startsWith('0 ')) throw probeRefused(doing, text.replace(/^-?\d+ /, ''))
      return text.slice(2)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#socket[Symbol.asyncDispose]()
  }
}

function wholeAnswer(heard: Buffer): number | undefined {
  const end = heard.indexOf(END)
  return end < 0 ? undefined : end + 1
}
