import type { Link, LinkListener } from '../lasting-line/link.ts'
import { connectSocket, nameOfAddress, type SocketAddress, SocketLink } from '../lasting-line/socket-link.ts'
import {
  encodeCommand,
  encodeOption,
  encodeSubnegotiation,
  encodeText,
  TelnetDecoder,
  type TelnetPart,
} from './telnet-codec.ts'
import { OPTIONS, type Side, TelnetOptions } from './telnet-options.ts'

/** How a telnet connection is opened. */
export interface TelnetRequest {
  readonly address: SocketAddress
  /** What the other side is told about the terminal. */
  readonly terminal: string
  /** Whether to ask for all eight bits; if the other side asks, it is agreed to in any case. */
  readonly binary: boolean
  /** Further options that this side offers. */
  readonly offers?: readonly number[]
}

/** Hears what is beside the text. */
export interface TelnetListener extends LinkListener {
  settled?(side: Side, option: number, on: boolean): void
  subnegotiation?(option: number, bytes: Uint8Array): void
}

const BREAK = 243
const TERMINAL_IS = 0
const SEND_TERMINAL = 1
const NEVER = new AbortController().signal

/** Opens a telnet connection. */
export async function openTelnetLink(
  request: TelnetRequest,
  listener: TelnetListener,
  signal: AbortSignal,
): Promise<TelnetLink> {
  const socket = await connectSocket(request.address, signal)
  const decoder = new TelnetDecoder()
  let link: TelnetLink | undefined
  const carrier = new SocketLink(socket, nameOfAddress(request.address), {
    bytes: (chunk) => {
      for (const part of decoder.decode(chunk)) link?.hear(part)
    },
    lost: (reason) => listener.lost(reason),
  })
  link = new TelnetLink(carrier, { request, listener, decoder })
  return link
}

interface TelnetParts {
  readonly request: TelnetRequest
  readonly listener: TelnetListener
  readonly decoder: TelnetDecoder
}

/** A telnet connection (RFC 854). */
export class TelnetLink implements Link {
  readonly #carrier: SocketLink
  readonly #parts: TelnetParts
  readonly #options: TelnetOptions

  constructor(carrier: SocketLink, parts: TelnetParts) {
    this.#carrier = carrier
    this.#parts = parts
    const { binary, offers = [] } = parts.request
    this.#options = new TelnetOptions({
      local: new Set([OPTIONS.binary, OPTIONS.suppressGoAhead, OPTIONS.terminalType, ...offers]),
      remote: new Set([OPTIONS.binary, OPTIONS.echo, OPTIONS.suppressGoAhead]),
      send: (verb, option) => this.#say(encodeOption(verb, option)),
      settled: (side, option, on) => this.#settled(side, option, on),
    })
    for (const option of offers) this.#options.ask('local', option)
    for (const side of ['local', 'remote'] as const) if (binary) this.#options.ask(side, OPTIONS.binary)
    this.#options.ask('remote', OPTIONS.suppressGoAhead)
  }

  /** Takes a part of what the other side says. */
  hear(part: TelnetPart): void {
    const { listener } = this.#parts
    if (part.kind === 'data') listener.bytes(part.bytes)
    else if (part.kind === 'option') this.#options.hear(part.verb, part.option)
    else if (part.kind === 'command' && part.code === BREAK) listener.mark('the other side sent a break')
    else if (part.kind === 'subnegotiation') this.#subnegotiation(part.option, part.bytes)
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    await this.#carrier.write(encodeText(bytes, this.#options.isOn('local', OPTIONS.binary)), signal)
  }

  setFlow(on: boolean): void {
    this.#carrier.setFlow(on)
  }

  /** Says something about an option that was agreed on. */
  async tell(option: number, bytes: Iterable<number>, signal: AbortSignal): Promise<void> {
    await this.#carrier.write(encodeSubnegotiation(option, bytes), signal)
  }

  /** Asks the other side for a break, whose length is its own. */
  async sendBreak(signal: AbortSignal): Promise<void> {
    await this.#carrier.write(encodeCommand(BREAK), signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#carrier[Symbol.asyncDispose]()
  }

  #settled(side: Side, option: number, on: boolean): void {
    if (side === 'remote' && option === OPTIONS.binary) this.#parts.decoder.binary = on
    this.#parts.listener.settled?.(side, option, on)
  }

  #subnegotiation(option: number, bytes: Uint8Array): void {
    if (option === OPTIONS.terminalType && bytes[0] === SEND_TERMINAL)
      this.#say(encodeSubnegotiation(option, [TERMINAL_IS, ...Buffer.from(this.#parts.request.terminal)]))
    else this.#parts.listener.subnegotiation?.(option, bytes)
  }

  /** A word of the negotiation waits for nothing; that it could not be sent shows when the connection ends. */
  #say(bytes: Uint8Array): void {
    this.#carrier.write(bytes, NEVER).catch(() => {})
  }
}
