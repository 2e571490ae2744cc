import type { ByteChannel, ByteListener } from '../../runtime/driver.ts'
import type { BoardEvent, SimulatedBoard } from '../simulated/simulated-board.ts'

/** What a console says, and to what. */
interface Script {
  readonly boot: string
  readonly bootTime: number
  readonly prompt: string
  readonly echo: boolean
  readonly replies: Readonly<Record<string, string>>
  readonly unknown: string
}

const ETX = '\x03'
const BACKSPACE = /[\b\x7f]/

/** The other side of a console, by a script: it boots, echoes, answers lines and prompts for the next. */
export class ScriptedConsole {
  readonly channel: ByteChannel
  readonly #script: Script
  readonly #board: SimulatedBoard
  #listener: ByteListener | undefined
  #line = ''
  #booting: NodeJS.Timeout | undefined

  constructor(script: Script, board: SimulatedBoard) {
    this.#script = script
    this.#board = board
    this.channel = { listen: (listener) => this.#listen(listener), write: async (bytes) => this.#take(bytes) }
    board.listen((event) => this.#happened(event))
  }

  #listen(listener: ByteListener): void {
    this.#listener = listener
    if (this.#board.on) this.#boot('power-on')
  }

  #happened(event: BoardEvent): void {
    if (event.kind === 'console-gone') this.#listener?.mark('the console went away', true)
    if (event.kind === 'console-back') this.#listener?.mark('the console is back', false)
    if (event.kind === 'start') this.#boot(event.cause)
    if (event.kind === 'off' || event.kind === 'closed') clearTimeout(this.#booting)
  }

  #boot(cause: string): void {
    const { boot, bootTime, prompt } = this.#script
    clearTimeout(this.#booting)
    this.#line = ''
    this.#say(boot.replaceAll('{cause}', cause))
    if (bootTime === 0) this.#say(prompt)
    else this.#booting = setTimeout(() => this.#say(prompt), bootTime).unref()
  }

  #take(bytes: Uint8Array): void {
    const lost = this.#board.consoleAway
      ? 'the console is away'
      : this.#board.on
        ? undefined
        : 'the power is off'
    if (lost !== undefined) this.#listener?.mark(`${bytes.length} bytes written while ${lost} are lost`)
    else if (!this.#board.plan.hung) for (const key of Buffer.from(bytes).toString('utf8')) this.#press(key)
  }

  #press(key: string): void {
    if (key === '\r' || key === '\n') this.#enter()
    else if (key === ETX) this.#interrupt()
    else this.#type(key)
  }

  #interrupt(): void {
    this.#line = ''
    this.#say(`^C\n${this.#script.prompt}`)
  }

  #type(key: string): void {
    const isErasing = BACKSPACE.test(key)
    this.#line = isErasing ? this.#line.slice(0, -1) : this.#line + key
    if (this.#script.echo) this.#say(isErasing ? '\b \b' : key)
  }

  #enter(): void {
    const line = this.#line.trim()
    this.#line = ''
    if (this.#script.echo) this.#say('\n')
    const reply = this.#replyTo(line)
    this.#say(reply === '' || reply.endsWith('\n') ? reply : `${reply}\n`)
    this.#say(this.#script.prompt)
  }

  #replyTo(line: string): string {
    const { replies, unknown } = this.#script
    if (line === '') return ''
    if (Object.hasOwn(replies, line)) return replies[line] ?? ''
    return /^echo(?: |$)/.test(line) ? `${line.slice('echo '.length)}\n` : unknown.replaceAll('{line}', line)
  }

  /** Says it over the line, with the noise that is on it; nobody hears it while the console is away. */
  #say(text: string): void {
    if (this.#board.consoleAway || text === '') return
    const { noise } = this.#board
    const bytes = Buffer.from(text.replace(/\r?\n/g, '\r\n'))
    const passed =
      noise === undefined ? [...bytes] : [...bytes].map(noise).filter((byte) => byte !== undefined)
    if (passed.length > 0) this.#listener?.bytes(Uint8Array.from(passed))
  }
}
