import { performance } from 'node:perf_hooks'
import type { Console } from '../../runtime/console/console.ts'
import { stripEscapes } from '../../runtime/console/visible-text.ts'
import { isDeadline, sleep, withDeadline } from '../../runtime/deadline.ts'
import { MASK } from '../../runtime/secrets.ts'
import { withoutKernelMessages } from '../console-shell/kernel-messages.ts'
import { deviceOff, loginNeeded, loginRefused, loginTimeout } from './login-error.ts'
import { type LoginRule, type LoginSettings, loginRules } from './login-rules.ts'

/** What a login needs besides its settings. */
export interface LoginParts {
  readonly console: Console
  readonly newline: string
  readonly settings: LoginSettings
  /** Tells whether the device is on, where that can be told. */
  isOff(): Promise<boolean>
  /** Asks the shell for a sign of life; undefined if none comes. */
  probe(signal: AbortSignal): Promise<string | undefined>
  readonly signal: AbortSignal
}

/** So often the console is looked at; and so long a prompt must stand. */
const LOOK = 40
const PATIENCE = 6000
/** How far back a prompt is looked for. */
const LONGEST_SCREEN = 4000

/** Reaches the shell of a device, whatever it shows now; returns what the shell answered to the probe. */
export async function logIn(parts: LoginParts): Promise<string> {
  const { settings, console, signal } = parts
  const { newPassword, password } = settings
  try {
    return await new Login(parts, password).run()
  } catch (error) {
    // A password that the first boot demanded is the one of all later logins.
    if ((error as { code?: string }).code !== 'login-refused' || newPassword === undefined) throw error
    signal.throwIfAborted()
    // What asks for the user again may stand below the refusal already.
    const { log } = console
    console.seek(Math.max(log.start, log.end - LONGEST_SCREEN))
    console.seek(console.cursor + log.slice(console.cursor).lastIndexOf('\n') + 1)
    return await new Login(parts, newPassword).run()
  }
}

class Login {
  readonly #parts: LoginParts
  readonly #rules: readonly LoginRule[]
  readonly #followed = new Map<LoginRule, number>()
  #state = 'nothing was sent'
  /** A screen that was probed in vain is no prompt. */
  #notThere = ''
  #nudges = 0
  /** Who was answered may think for a while: a login waits some seconds before it refuses. */
  #patience = 0

  constructor(parts: LoginParts, password: string | undefined) {
    this.#parts = parts
    this.#rules = loginRules(parts.settings, password)
  }

  async run(): Promise<string> {
    const { settings, signal, console } = this.#parts
    using deadline = withDeadline(settings.loginTimeout, signal, 'logging in')
    const began = performance.now()
    try {
      for (;;) {
        const answer = await this.#step(deadline.signal)
        if (answer !== undefined) return answer
      }
    } catch (error) {
      if (!isDeadline(error)) throw error
      throw loginTimeout(console, this.#state, { waited: performance.now() - began, cause: error })
    }
  }

  /** Looks at what the device says and does what belongs to it; the shell's answer ends the login. */
  async #step(signal: AbortSignal): Promise<string | undefined> {
    const { console, settings } = this.#parts
    const screen = this.#screen()
    // A refusal from before concerns somebody else, such as a test of wrong passwords.
    if (this.#followed.size > 0 && settings.refusal.test(screen))
      throw loginRefused(console, settings.username)
    const line = lastLine(screen)
    if (this.#silence() >= LOOK) {
      const rule = this.#rules.find(({ when, anywhere }) => when.test(anywhere ? screen : line))
      if (rule !== undefined) return await this.#follow(rule, signal)
      if (settings.prompt.test(line) && line !== this.#notThere) return await this.#probe(signal)
      if (this.#silence() >= Math.max(settings.nudge, this.#patience)) return await this.#nudge(signal)
    }
    await sleep(LOOK / 2, { signal })
    return undefined
  }

  async #follow(rule: LoginRule, signal: AbortSignal): Promise<undefined> {
    const { console, settings } = this.#parts
    const times = (this.#followed.get(rule) ?? 0) + 1
    if (rule.send === undefined) throw loginNeeded(console, rule)
    if (times > rule.times) throw loginRefused(console, settings.username)
    this.#followed.set(rule, times)
    this.#state = rule.state
    this.#patience = PATIENCE
    await this.#send(rule.send, signal, rule.secret)
  }

  async #probe(signal: AbortSignal): Promise<string | undefined> {
    const before = this.#state
    this.#state = 'the shell was asked for a sign of life'
    const line = lastLine(this.#screen())
    const answer = await this.#parts.probe(signal)
    if (answer !== undefined) return answer
    this.#notThere = line
    this.#state = before
    return undefined
  }

  /** Nobody says anything: Enter makes whoever is there show a prompt. A shell without one answers a probe. */
  async #nudge(signal: AbortSignal): Promise<string | undefined> {
    if (await this.#parts.isOff()) throw deviceOff(this.#parts.console.device)
    if (this.#nudges++ % 3 === 2) return await this.#probe(signal)
    if (this.#state === 'nothing was sent') this.#state = 'Enter was pressed'
    await this.#send('', signal)
    return undefined
  }

  async #send(text: string, signal: AbortSignal, secret = false): Promise<void> {
    const { console, newline } = this.#parts
    console.skipToEnd()
    this.#notThere = ''
    this.#sent = performance.now()
    await console.sendLine(text, { signal, newline, shown: secret ? `${MASK}${newline}` : undefined })
  }

  /** A device that was just switched on is not disturbed: Enter would stop its bootloader. */
  #sent = performance.now()

  #silence(): number {
    return performance.now() - Math.max(this.#parts.console.log.lastArrival, this.#sent)
  }

  /** What came since the last thing that was sent, as a person sees it. */
  #screen(): string {
    const { log, cursor } = this.#parts.console
    const bytes = log.slice(Math.max(cursor, log.end - LONGEST_SCREEN))
    return stripEscapes(withoutKernelMessages(bytes.toString('latin1'))).replaceAll('\r', '')
  }
}

function lastLine(screen: string): string {
  return screen.slice(screen.lastIndexOf('\n') + 1)
}
