import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { TransferTerms } from './tftp-options.ts'
import { dataPacket, errorPacket, optionsPacket, parsePacket, TFTP_ERRORS } from './tftp-packet.ts'

/** What is sent, and to whom. */
export interface Sending {
  readonly terms: TransferTerms
  readonly size: number
  readonly client: RemoteInfo
  /** Address that the transfer is sent from. */
  readonly address: string
  read(offset: number, length: number): Uint8Array | Promise<Uint8Array>
  readonly signal: AbortSignal
}

/** How often something is sent again before the client counts as gone. */
const ATTEMPTS = 5

/** Sends a file to a client, from a port of its own; gives the bytes that the client acknowledged. */
export async function sendFile(
  sending: Sending,
): Promise<{ readonly complete: boolean; readonly bytes: number }> {
  const transfer = new Transfer(sending)
  try {
    return await transfer.run()
  } finally {
    transfer.close()
  }
}

class Transfer {
  readonly #sending: Sending
  readonly #socket: Socket
  readonly #blocks: number
  /** Highest block that the client has; -1 before it has accepted the options. */
  #acknowledged: number
  #answered = 0
  #over = false
  /** Whether something came since the last pause; then there is none. */
  #stirred = false
  #wake = () => {}

  constructor(sending: Sending) {
    this.#sending = sending
    const { terms, size, client } = sending
    // The last block is shorter than the others: a file that fills its blocks ends with an empty one.
    this.#blocks = Math.floor(size / terms.blockSize) + 1
    this.#acknowledged = terms.accepted.size > 0 ? -1 : 0
    this.#socket = createSocket(client.family === 'IPv6' ? 'udp6' : 'udp4')
    this.#socket.on('message', (packet, from) => this.#take(packet, from))
    this.#socket.on('error', this.#end)
  }

  async run(): Promise<{ readonly complete: boolean; readonly bytes: number }> {
    const { size, terms, address, signal } = this.#sending
    this.#socket.bind(0, address)
    await once(this.#socket, 'listening')
    signal.addEventListener('abort', this.#end, { once: true })
    let silent = 0
    while (this.#acknowledged < this.#blocks && !this.#over && silent < ATTEMPTS) {
      const before = this.#answered
      await this.#sendWindow()
      await this.#pause()
      silent = this.#answered === before ? silent + 1 : 0
    }
    const bytes = Math.min(size, Math.max(0, this.#acknowledged) * terms.blockSize)
    return { complete: this.#acknowledged >= this.#blocks, bytes }
  }

  close(): void {
    this.#sending.signal.removeEventListener('abort', this.#end)
    this.#socket.close()
  }

  /** What comes after what the client has: the options, or a window of blocks. */
  async #sendWindow(): Promise<void> {
    const { terms, size, read } = this.#sending
    if (this.#acknowledged < 0) return this.#send(optionsPacket(terms.accepted))
    const first = this.#acknowledged + 1
    const last = Math.min(this.#blocks, first + terms.windowSize - 1)
    for (let block = first; block <= last && !this.#over; block++) {
      const offset = (block - 1) * terms.blockSize
      const data = await read(offset, Math.min(terms.blockSize, size - offset))
      this.#send(dataPacket(block, data))
    }
  }

  #send(packet: Uint8Array): void {
    const { client } = this.#sending
    this.#socket.send(packet, client.port, client.address)
  }

  /** Until the client answers, or has been silent for too long. */
  async #pause(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    // A transfer may have a hundred thousand of these: a signal for each would cost more than the rest.
    if (!this.#stirred)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        timer = setTimeout(resolve, this.#sending.terms.patience)
      })
    clearTimeout(timer)
    this.#stirred = false
  }

  #stir(): void {
    this.#stirred = true
    this.#wake()
  }

  #take(packet: Buffer, from: RemoteInfo): void {
    const { client } = this.#sending
    if (from.port !== client.port || from.address !== client.address) {
      const refusal = errorPacket(TFTP_ERRORS.unknownTransfer, 'unknown transfer')
      this.#socket.send(refusal, from.port, from.address)
      return
    }
    const parsed = parsePacket(packet)
    if (parsed?.kind === 'error') this.#end()
    if (parsed?.kind === 'ack') this.#acknowledge(parsed.block)
  }

  /**
   * Block numbers have 16 bits; the one meant lies in the window. An answer to what was answered before is dropped:
   * sending again for each would double every block for the rest of the transfer.
   */
  #acknowledge(number: number): void {
    const ahead = (number - this.#acknowledged + 0x10000) % 0x10000
    const isFirst = this.#acknowledged < 0 && number === 0
    if (!isFirst && (ahead === 0 || ahead > this.#sending.terms.windowSize || this.#acknowledged < 0)) return
    this.#acknowledged = isFirst ? 0 : this.#acknowledged + ahead
    this.#answered++
    this.#stir()
  }

  readonly #end = () => {
    this.#over = true
    this.#stir()
  }
}
