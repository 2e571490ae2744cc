import type { Session, Varbind } from 'net-snmp'
import { untilAborted } from '../../runtime/deadline.ts'
import { messageOf } from '../../runtime/errors.ts'
import type { Exchange } from '../power-switch/exchange.ts'
import { powerFailed } from '../power-switch/power-failed.ts'
import { openSession, type SnmpPlace } from '../snmp/open-session.ts'

type Answered = (error: Error | null, varbinds: readonly Varbind[]) => void

/** UDP loses packets: a question is sent again after this time, until the caller gives up. */
const SEND_AGAIN_MS = 700
const RETRIES = 1000

const INTEGER = 2
/** In place of a value, why there is none. */
const NOTHING: Readonly<Record<number, string>> = {
  128: 'no such object',
  129: 'no such instance',
  130: 'the end of what it has',
}

/** Asks an SNMP agent for numbers, and sets them. */
export class SnmpSession implements AsyncDisposable {
  readonly #session: Session
  readonly #exchange: Exchange
  #isClosed = false

  private constructor(session: Session, exchange: Exchange) {
    this.#session = session
    this.#exchange = exchange
  }

  static async open(place: Omit<SnmpPlace, 'timeout' | 'retries'>, exchange: Exchange): Promise<SnmpSession> {
    const session = await openSession({ ...place, timeout: SEND_AGAIN_MS, retries: RETRIES })
    return new SnmpSession(session, exchange)
  }

  get(oid: string, signal: AbortSignal): Promise<number> {
    return this.#ask(`get ${oid}`, signal, (answered) => this.#session.get([oid], answered))
  }

  async set(oid: string, value: number, signal: AbortSignal): Promise<void> {
    const varbind = { oid, type: INTEGER, value }
    await this.#ask(`set ${oid} ${value}`, signal, (answered) => this.#session.set([varbind], answered))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isClosed) this.#session.close()
    this.#isClosed = true
  }

  async #ask(question: string, signal: AbortSignal, send: (answered: Answered) => void): Promise<number> {
    this.#exchange.asked(question)
    const [varbind] = await untilAborted(answer(send), signal).catch((error: unknown) => {
      if (signal.aborted) throw signal.reason
      this.#exchange.came(messageOf(error))
      throw powerFailed('The SNMP agent refused', this.#exchange)
    })
    const why = varbind === undefined ? 'no object' : NOTHING[varbind.type]
    this.#exchange.came(why ?? String(varbind?.value))
    if (why !== undefined) throw powerFailed('The SNMP agent does not know the object', this.#exchange)
    return Number(varbind?.value)
  }
}

function answer(send: (answered: Answered) => void): Promise<readonly Varbind[]> {
  return new Promise((resolve, reject) => {
    send((error, varbinds) => (error ? reject(error) : resolve(varbinds)))
  })
}
