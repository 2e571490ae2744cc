import { withDeadline } from '../../runtime/deadline.ts'
import { LabError } from '../../runtime/errors.ts'
import type { Link, LinkListener } from '../lasting-line/link.ts'
import { connectSocket, nameOfAddress, type SocketAddress, SocketLink } from '../lasting-line/socket-link.ts'
import { Dialogue } from './dialogue.ts'

/** Which console to look at, and as whom. */
export interface ConserverRequest {
  readonly address: SocketAddress
  readonly console: string
  readonly user: string
  readonly password?: string | undefined
  readonly encrypted: boolean
}

const ESCAPE = '\x05c'
const COMMAND = 255
const DIALOGUE_MS = 10_000
/** A master may send on to another; so often is believed. */
const HOPS = 5

/** Looks at a console of a conserver, as `console -s` does: everything that it says comes, nothing is sent. */
export async function openConserverLink(
  request: ConserverRequest,
  listener: LinkListener,
  signal: AbortSignal,
): Promise<ConserverLink> {
  using deadline = withDeadline(DIALOGUE_MS, signal, `attaching to ${request.console}`)
  const address = await findConsole(request, deadline.signal)
  const dialogue = await enter(request, address, deadline.signal)
  try {
    const attached = await dialogue.ask(`call ${request.console}\r\n`)
    if (!attached.startsWith('[')) throw refused(request, attached)
    await dialogue.ask(`${ESCAPE}s`)
    const connected = await dialogue.ask(`${ESCAPE};`)
    if (connected !== '[connected]') throw refused(request, connected)
  } catch (error) {
    dialogue.release().socket.destroy()
    throw error
  }
  return new ConserverLink(dialogue.release(), request, listener)
}

/** Asks the master, and the masters that it names, who has the console. */
async function findConsole(request: ConserverRequest, signal: AbortSignal): Promise<SocketAddress> {
  let { address } = request
  for (let hop = 0; hop < HOPS; hop++) {
    const dialogue = await enter(request, address, signal)
    const answer = await dialogue
      .ask(`call ${request.console}\r\n`)
      .finally(() => dialogue.release().socket.destroy())
    if (/^\d+$/.test(answer)) return { ...address, port: Number(answer) }
    if (!answer.startsWith('@')) throw refused(request, answer)
    address = { ...address, host: answer.slice(1) }
  }
  throw refused(request, 'its masters send in a circle')
}

/** Connects and logs in. */
async function enter(
  { user, password, encrypted, ...request }: ConserverRequest,
  address: SocketAddress,
  signal: AbortSignal,
): Promise<Dialogue> {
  const socket = await connectSocket(address, signal)
  const dialogue = new Dialogue(socket, { name: nameOfAddress(address), signal })
  try {
    const greeting = await dialogue.nextLine()
    if (greeting !== 'ok') throw refused(request, greeting)
    if (encrypted) await dialogue.encrypt()
    let answer = await dialogue.ask(`login ${user}\r\n`)
    if (answer.startsWith('passwd?')) answer = await dialogue.ask(`${password ?? ''}\r\n`)
    if (answer !== 'ok') throw refused(request, answer)
    return dialogue
  } catch (error) {
    socket.destroy()
    throw error
  }
}

function refused(request: Pick<ConserverRequest, 'address' | 'console'>, answer: string): LabError {
  const message = `conserver at ${nameOfAddress(request.address)} refuses the console "${request.console}": ${answer}`
  const hint = /encryption/.test(answer)
    ? 'Set encrypted: true.'
    : 'Are console, user and password right? `console -x` lists the consoles.'
  return new LabError('conserver-refused', message, { hint })
}

/** A console of a conserver that is looked at. */
export class ConserverLink implements Link {
  readonly #carrier: SocketLink
  readonly #request: ConserverRequest
  readonly #listener: LinkListener
  #inCommand = false

  constructor(
    { socket, rest }: ReturnType<Dialogue['release']>,
    request: ConserverRequest,
    listener: LinkListener,
  ) {
    this.#request = request
    this.#listener = listener
    this.#take(rest)
    this.#carrier = new SocketLink(socket, `${request.console} at ${nameOfAddress(request.address)}`, {
      bytes: (chunk) => this.#take(chunk),
      lost: (reason) => listener.lost(reason),
    })
    socket.resume()
  }

  async write(): Promise<void> {
    const message = `${this.#request.console} is only looked at: nothing can be sent to it.`
    throw new LabError('console-read-only', message, {
      hint: 'Give the device a console of its own, by serial, telnet or rfc2217.',
    })
  }

  setFlow(on: boolean): void {
    this.#carrier.setFlow(on)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#carrier[Symbol.asyncDispose]()
  }

  /** 255 comes twice; 255 and a letter is a wish of the server about the terminal of a person. */
  #take(chunk: Uint8Array): void {
    if (!this.#inCommand && !chunk.includes(COMMAND)) {
      if (chunk.length > 0) this.#listener.bytes(chunk)
      return
    }
    const text = chunk.filter((byte) => {
      const isText = this.#inCommand ? byte === COMMAND : byte !== COMMAND
      this.#inCommand = !this.#inCommand && byte === COMMAND
      return isText
    })
    if (text.length > 0) this.#listener.bytes(text)
  }
}
