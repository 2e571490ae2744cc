import type { Verb } from './telnet-codec.ts'

/** Numbers of options. */
export const OPTIONS = { binary: 0, echo: 1, suppressGoAhead: 3, terminalType: 24, comPort: 44 } as const

/** Who does what an option names: this side or the other. */
export type Side = 'local' | 'remote'

/** What the negotiation needs to know, and whom it tells. */
export interface Negotiating {
  /** Options that this side does when asked to. */
  readonly local: ReadonlySet<number>
  /** Options that the other side may do. */
  readonly remote: ReadonlySet<number>
  send(verb: Verb, option: number): void
  /** An option was agreed on, or refused, or given up. */
  settled(side: Side, option: number, on: boolean): void
}

type State = 'no' | 'yes' | 'asked'

/** Agrees on options as RFC 1143 says, so that two sides never answer each other without end. */
export class TelnetOptions {
  readonly #parts: Negotiating
  readonly #states = new Map<string, State>()

  constructor(parts: Negotiating) {
    this.#parts = parts
  }

  /** Whether an option is agreed on. */
  isOn(side: Side, option: number): boolean {
    return this.#state(side, option) === 'yes'
  }

  /** Offers to do something, or asks the other side to. */
  ask(side: Side, option: number): void {
    if (this.#state(side, option) !== 'no') return
    this.#states.set(`${side} ${option}`, 'asked')
    this.#parts.send(side === 'local' ? 'will' : 'do', option)
  }

  /** Hears a word of the other side, and answers it where an answer is due. */
  hear(verb: Verb, option: number): void {
    const side: Side = verb === 'do' || verb === 'dont' ? 'local' : 'remote'
    const wants = verb === 'do' || verb === 'will'
    const state = this.#state(side, option)
    const agrees = wants && (state === 'asked' || state === 'yes' || this.#parts[side].has(option))
    if (state === (agrees ? 'yes' : 'no') && agrees === wants) return
    if (state !== 'asked') this.#answer(side, option, agrees)
    if (!agrees && state === 'no') return
    this.#states.set(`${side} ${option}`, agrees ? 'yes' : 'no')
    this.#parts.settled(side, option, agrees)
  }

  #answer(side: Side, option: number, on: boolean): void {
    if (side === 'local') this.#parts.send(on ? 'will' : 'wont', option)
    else this.#parts.send(on ? 'do' : 'dont', option)
  }

  #state(side: Side, option: number): State {
    return this.#states.get(`${side} ${option}`) ?? 'no'
  }
}
