import { Queue } from '../../runtime/console/queue.ts'
import { LabError } from '../../runtime/errors.ts'
import type { Link, LinkListener } from '../lasting-line/link.ts'
import { nameOfAddress, type SocketAddress } from '../lasting-line/socket-link.ts'
import type { PortSettings } from '../serial-port/port-settings.ts'
import type { UartLink } from '../serial-port/uart-access.ts'
import { openTelnetLink, type TelnetLink } from '../telnet/telnet-link.ts'
import { OPTIONS } from '../telnet/telnet-options.ts'
import { Answers } from './answers.ts'
import {
  ANSWER,
  COMMANDS,
  CONTROL_WORDS,
  type ComPortCommand,
  LINE_MASK,
  LINE_TROUBLE,
  lineCommands,
  MODEM_MASK,
  modemLines,
  setBaudRate,
  settingCommands,
} from './com-port.ts'

const ANSWER_MS = 3000
/** A server that does not know its modem lines says nothing when asked. */
const STATE_MS = 500
/** Rates that a port makes from its clock are a little off. */
const TOLERANCE = 0.03

/** Opens a port of a server that speaks RFC 2217, and sets it. */
export async function openComPortLink(
  request: { readonly address: SocketAddress; readonly settings: PortSettings },
  listener: LinkListener,
  signal: AbortSignal,
): Promise<ComPortLink> {
  const { address, settings } = request
  const answers = new Answers()
  const name = nameOfAddress(address)
  const telnet = await openTelnetLink(
    { address, terminal: 'vt100', binary: true, offers: [OPTIONS.comPort] },
    {
      ...{ bytes: (chunk) => listener.bytes(chunk), mark: (text) => listener.mark(text) },
      lost: (reason) => {
        answers.end(new LabError('console-away', `${name} is away: ${reason}.`))
        listener.lost(reason)
      },
      settled: (side, option, on) => {
        if (side === 'local' && option === OPTIONS.comPort) answers.hear('agreed', [on ? 1 : 0])
      },
      subnegotiation: (option, [command, ...value]) => {
        if (option === OPTIONS.comPort && command !== undefined) link.hear(command - ANSWER, value)
      },
    },
    signal,
  )
  const link = new ComPortLink(telnet, { name, answers, listener })
  try {
    await link.prepare(settings, signal)
    return link
  } catch (error) {
    await link[Symbol.asyncDispose]()
    throw error
  }
}

interface ComPortParts {
  readonly name: string
  readonly answers: Answers
  readonly listener: Pick<LinkListener, 'mark'>
}

/** A serial port of a server (RFC 2217). */
export class ComPortLink implements Link, UartLink {
  readonly #telnet: TelnetLink
  readonly #parts: ComPortParts
  readonly #requests = new Queue()
  #modemState: number | undefined
  #goesOn: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined

  constructor(telnet: TelnetLink, parts: ComPortParts) {
    this.#telnet = telnet
    this.#parts = parts
  }

  /** Makes sure that the other side speaks RFC 2217, and sets its port. */
  async prepare(settings: PortSettings, signal: AbortSignal): Promise<void> {
    const { answers, name } = this.#parts
    const agreed = await answers.next('agreed', { signal, within: ANSWER_MS })
    if (agreed?.[0] !== 1)
      throw new LabError('not-rfc2217', `${name} does not speak RFC 2217.`, {
        hint: 'Take the driver telnet or tcp-console, or make the server offer it: telnet(rfc2217) in ser2net.',
      })
    for (const command of settingCommands(settings)) await this.#request(command, signal)
    // Not every server answers to these.
    await this.#telnet.tell(OPTIONS.comPort, [COMMANDS.lineStateMask, LINE_MASK], signal)
    await this.#telnet.tell(OPTIONS.comPort, [COMMANDS.modemStateMask, MODEM_MASK], signal)
  }

  /** Takes what the server says about its port. */
  hear(command: number, value: readonly number[]): void {
    if (command === COMMANDS.modemState) this.#modemState = value[0]
    if (command === COMMANDS.lineState) this.#tellTrouble(value[0] ?? 0)
    else if (command === COMMANDS.suspend) this.#goesOn ??= withResolver()
    else if (command === COMMANDS.resume) this.#resume()
    else this.#parts.answers.hear(command, value)
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (this.#goesOn !== undefined) await Promise.race([this.#goesOn.promise, rejection(signal)])
    await this.#telnet.write(bytes, signal)
  }

  setFlow(on: boolean): void {
    this.#telnet.setFlow(on)
  }

  async setLines(lines: Parameters<typeof lineCommands>[0], signal: AbortSignal): Promise<void> {
    for (const command of lineCommands(lines)) await this.#request(command, signal)
  }

  async modemLines(signal: AbortSignal): Promise<Partial<ReturnType<typeof modemLines>>> {
    if (this.#modemState === undefined) {
      await this.#telnet.tell(OPTIONS.comPort, [COMMANDS.modemState], signal)
      await this.#parts.answers.next(COMMANDS.modemState, { signal, within: STATE_MS })
    }
    return this.#modemState === undefined ? {} : modemLines(this.#modemState)
  }

  async setBaudRate(rate: number, signal: AbortSignal): Promise<void> {
    await this.#request(setBaudRate(rate), signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#resume()
    await this.#telnet[Symbol.asyncDispose]()
  }

  /** Sends a command and hears what the port was set to; a LabError if that is something else. */
  async #request(command: ComPortCommand, signal: AbortSignal): Promise<void> {
    await this.#requests.run(async () => {
      const answer = this.#parts.answers.next(command.command, { signal, within: ANSWER_MS })
      // Who gives up while the command is still on its way does not hear the answer.
      answer.catch(() => {})
      await this.#telnet.tell(OPTIONS.comPort, [command.command, ...command.value], signal)
      const value = await answer
      if (value === undefined) throw this.#silent(command)
      if (!isWhatWasAsked(command.value, value)) throw this.#refused(command, value)
    })
  }

  #tellTrouble(state: number): void {
    for (const [bit, text] of Object.entries(LINE_TROUBLE))
      if ((state & Number(bit)) > 0) this.#parts.listener.mark(text)
  }

  #resume(): void {
    this.#goesOn?.resolve()
    this.#goesOn = undefined
  }

  #silent({ command }: ComPortCommand): LabError {
    const message = `${this.#parts.name} did not answer when its ${nameOfCommand(command)} was to be set.`
    return new LabError('line-unsupported', message)
  }

  #refused({ command, value }: ComPortCommand, got: readonly number[]): LabError {
    const [is, asked] = [got, value].map((bytes) => wordFor(command, number(bytes)))
    const message = `${this.#parts.name} set its ${nameOfCommand(command)} to "${is}" in place of "${asked}".`
    return new LabError('line-unsupported', message, {
      hint: 'The port of the server cannot do what is asked.',
    })
  }
}

function nameOfCommand(command: number): string {
  const name = Object.entries(COMMANDS).find(([, code]) => code === command)?.[0] ?? String(command)
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function wordFor(command: number, value: number): string {
  return (command === COMMANDS.control ? CONTROL_WORDS[value] : undefined) ?? String(value)
}

function isWhatWasAsked(asked: readonly number[], got: readonly number[]): boolean {
  return Math.abs(number(asked) - number(got)) <= (asked.length > 1 ? number(asked) * TOLERANCE : 0)
}

function number(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}

function withResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
