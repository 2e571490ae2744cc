import type { Console } from '../../runtime/console/console.ts'
import { Queue } from '../../runtime/console/queue.ts'
import { stripEscapes } from '../../runtime/console/visible-text.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { logIn } from '../console-login/login.ts'
import { deviceOff, shellLost } from '../console-login/login-error.ts'
import type { LoginSettings } from '../console-login/login-rules.ts'
import { ModemLine } from '../modem/modem-line.ts'
import { commandTimeout } from './command-timeout.ts'
import { withoutKernelMessages } from './kernel-messages.ts'
import { Markers } from './markers.ts'
import { CLEAN_UP, callLines, preparation, probe } from './posix-script.ts'
import { type RawOutput, readOutput } from './read-output.ts'
import { cancelTransfer, fateOf, type TerminalCommand } from './transfer-end.ts'

/** What a shell on a console is made from. */
export interface ConsoleShellParts {
  readonly console: Console
  readonly settings: LoginSettings
  readonly newline: string
  /** How long the shell may take to begin a command. */
  readonly answer: number
  isOff(): Promise<boolean>
}

/** How a command runs. */
export interface Asking {
  readonly timeout: number
  readonly signal: AbortSignal
  readonly persist?: boolean
  /** Works with the terminal while the command runs, from the moment when it has begun. */
  meanwhile?(): Promise<void>
}

/** What a command said, and its exit code. */
export interface Ended extends RawOutput {
  readonly exitCode: number
}

const CTRL_C = '\u0003'
/** Clears what somebody else has typed and not sent. */
const CTRL_U = '\u0015'
/** How long a shell may take to show a sign of life. */
const SIGN_OF_LIFE = 2000

/** A POSIX shell on a console: logs in when it has to, runs one command after another, and finds back after a failure. */
export class ConsoleShell {
  readonly #parts: ConsoleShellParts
  readonly #markers = new Markers()
  readonly #commands = new Queue()
  /** True while the prompt that the last command left is all that can have come. */
  #atPrompt = false
  /** Number of the command that runs, or ran last; and whether it has the terminal for a file transfer. */
  #number = 0
  #isTransfer = false
  #uptime: number | undefined

  constructor(parts: ConsoleShellParts) {
    this.#parts = parts
  }

  /** Runs a command; one at a time, in the order of the calls. */
  run(command: string, asking: Asking): Promise<Ended> {
    return this.#commands.run(async () => {
      asking.signal.throwIfAborted()
      await this.#ready(asking.signal)
      return await this.#call(command, asking)
    })
  }

  /** Waits until the command that runs has said something. */
  async hears(text: string, signal: AbortSignal): Promise<void> {
    const { console, answer } = this.#parts
    await console.expect(text, { timeout: answer, signal, notMatching: [] })
  }

  /** The bytes of the terminal, for a file transfer that the command which runs has begun. */
  async modem(signal: AbortSignal): Promise<ModemLine> {
    const { console } = this.#parts
    const command = this.#running()
    this.#isTransfer = true
    const modem = new ModemLine(console, { signal, fate: () => fateOf(console, command) })
    await modem.skipPast('\n')
    return modem
  }

  /** Types text as it is, for a command that reads a file from the terminal: the file is nobody's business. */
  async type(text: string, signal: AbortSignal): Promise<void> {
    await this.#parts.console.send(text, { signal, shown: `<${text.length} bytes of a file>` })
  }

  /** Removes what was left on the device, if its shell still listens. */
  async leave(signal: AbortSignal): Promise<void> {
    if (!this.#atPrompt || !this.#isUndisturbed()) return
    this.#atPrompt = false
    await this.#send(CLEAN_UP, signal)
  }

  async #call(command: string, asking: Asking): Promise<Ended> {
    const { console } = this.#parts
    const number = this.#markers.next()
    this.#number = number
    this.#isTransfer = false
    const lines = callLines(number, command, asking.persist === true)
    this.#atPrompt = false
    for (const line of lines.slice(0, -1)) {
      await this.#send(line, asking.signal)
      await this.#probe(asking.signal)
    }
    console.skipToEnd()
    const from = console.cursor
    await this.#send(lines.at(-1) as string, asking.signal)
    await this.#begun(number, asking.signal)
    await this.#accompany(asking)
    console.seek(from)
    const read = (end: number) =>
      readOutput(console.log.slice(from, end), { markers: this.#markers, number, uptime: this.#uptime })
    const late = (recovered: boolean, end: number) =>
      commandTimeout(console.device, { command, recovered, ...asking, printed: read(end).stdout.toString() })
    const { groups, offset } = await this.#ended(number, asking, late)
    // What a file transfer left unread, the shell takes for the beginning of a line.
    this.#atPrompt = !this.#isTransfer
    const output = read(offset)
    this.#uptime = output.uptime
    return { ...output, exitCode: Number(groups['1']) }
  }

  /** Works with the terminal while a command runs; a command that nobody speaks to any more is ended. */
  async #accompany({ meanwhile }: Asking): Promise<void> {
    const running = this.#running()
    try {
      await meanwhile?.()
    } catch (error) {
      if (this.#isTransfer) await cancelTransfer(this.#parts.console, running)
      await this.#interrupt(true)
      throw error
    }
  }

  #running(): TerminalCommand {
    return { markers: this.#markers, number: this.#number, from: this.#parts.console.cursor }
  }

  async #begun(number: number, signal: AbortSignal): Promise<void> {
    const { console, answer, isOff } = this.#parts
    try {
      await console.expect(this.#markers.of(number), { timeout: answer, signal, notMatching: [] })
    } catch (error) {
      if (!isTimeout(error)) throw error
      if (await isOff()) throw deviceOff(console.device)
      throw shellLost(console, error)
    }
  }

  /** `late` makes the error of a command that did not end, from what it had printed until then. */
  async #ended(
    number: number,
    { timeout, signal }: Asking,
    late: (recovered: boolean, end: number) => DeviceError,
  ) {
    const { console } = this.#parts
    try {
      return await console.expect(this.#markers.end(number), { timeout, signal, notMatching: [] })
    } catch (error) {
      const { end } = console.log
      const recovered = await this.#interrupt(isTimeout(error))
      throw isTimeout(error) ? late(recovered, end) : error
    }
  }

  /** Ends what runs; a caller who gave up does not wait for the prompt: the next command looks for it. */
  async #interrupt(wait: boolean): Promise<boolean> {
    const { console } = this.#parts
    const options = { timeout: SIGN_OF_LIFE }
    for (let attempt = 0; attempt < (wait ? 3 : 1); attempt++) {
      await console.send(CTRL_C, options).catch(() => {})
      this.#atPrompt = wait && (await this.#probe(undefined).catch(() => undefined)) !== undefined
      if (this.#atPrompt) return true
    }
    return false
  }

  /** Reaches the shell, unless nothing can have changed since the last command. */
  async #ready(signal: AbortSignal): Promise<void> {
    if (this.#atPrompt && this.#isUndisturbed()) return
    this.#atPrompt = false
    const { console, settings, newline, isOff } = this.#parts
    const asked = (waiting: AbortSignal) => this.#probe(waiting)
    const token = await logIn({ console, settings, newline, isOff, probe: asked, signal })
    if (token !== this.#markers.token) await this.#prepare(signal)
    this.#atPrompt = true
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    const { console } = this.#parts
    for (const line of preparation(this.#markers.token)) {
      await this.#send(line, signal)
      if ((await this.#probe(signal)) !== this.#markers.token) throw shellLost(console, undefined)
    }
  }

  /** Asks for a sign of life; undefined if none comes. */
  async #probe(signal: AbortSignal | undefined): Promise<string | undefined> {
    const { console, newline } = this.#parts
    const { line, answer } = probe(this.#markers.next())
    const options = { timeout: SIGN_OF_LIFE, signal, notMatching: [] }
    await this.#send(newline === '\r' ? `${CTRL_U}${line}` : line, signal)
    return await console.expect(answer, options).then(
      ({ groups }) => groups['1'] ?? '',
      (error) => {
        if (isTimeout(error)) return undefined
        throw error
      },
    )
  }

  async #send(line: string, signal: AbortSignal | undefined): Promise<void> {
    const { console, newline } = this.#parts
    await console.sendLine(line, { signal, newline })
  }

  /** The rest of the last marker and a prompt on one line: nobody else spoke, and nothing restarted. */
  #isUndisturbed(): boolean {
    const { console, settings } = this.#parts
    const { cursor, log } = console
    if ((log.marks.at(-1)?.offset ?? -1) > cursor || log.end - cursor > 1000) return false
    const said = stripEscapes(withoutKernelMessages(log.slice(cursor).toString('latin1')))
    const line = said.replace(/^~[\w~>]*;/, '').trimStart()
    return !line.includes('\n') && !settings.loginPrompt.test(line) && !settings.passwordPrompt.test(line)
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DeviceError && error.code === 'console-timeout'
}
