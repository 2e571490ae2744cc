import type { LabError } from '../../runtime/errors.ts'
import { readValue } from '../power-http/read-value.ts'
import { Exchange } from '../power-switch/exchange.ts'
import { powerFailed } from '../power-switch/power-failed.ts'
import type { MeterReading, PowerState, PowerSwitch } from '../power-switch/power-switch.ts'
import { BrokerConnection, type BrokerPlace, type Message } from './broker-connection.ts'

/** One relay of a Tasmota device. */
export interface TasmotaPlace extends BrokerPlace {
  readonly topic: string
  readonly fullTopic: string
  readonly outlet: string
}

/** A relay of a Tasmota device that is reached through an MQTT broker. */
export class TasmotaSwitch implements PowerSwitch, AsyncDisposable {
  readonly name: string
  readonly exchange = new Exchange()
  readonly #place: TasmotaPlace
  #connection: BrokerConnection | undefined
  /** What its last will says: `Online` or `Offline`; the broker keeps it. */
  #will = ''

  private constructor(place: TasmotaPlace) {
    this.#place = place
    this.name = `relay ${place.outlet} of ${place.topic} at ${place.broker}`
  }

  static async open(place: TasmotaPlace, signal: AbortSignal): Promise<TasmotaSwitch> {
    const tasmota = new TasmotaSwitch(place)
    const answers = ['RESULT', 'STATUS8'].map((end) => tasmota.#topic('stat', end))
    const topics = [...answers, tasmota.#topic('tele', 'LWT')]
    tasmota.#connection = await BrokerConnection.open(place, {
      topics,
      hear: (message) => tasmota.#hear(message),
      signal,
    })
    return tasmota
  }

  async set(state: PowerState, signal: AbortSignal): Promise<void> {
    await this.#askState(state.toUpperCase(), signal)
  }

  read(signal: AbortSignal): Promise<PowerState> {
    return this.#askState('', signal)
  }

  async measure(signal: AbortSignal): Promise<MeterReading> {
    const index = `[${Number(this.#place.outlet) - 1}]`
    return this.#ask(['STATUS', '8'], signal, ({ topic, text }) => {
      if (topic !== this.#topic('stat', 'STATUS8')) return undefined
      const read = (name: string) => {
        const at = [`StatusSNS.ENERGY.${name}${index}`, `StatusSNS.ENERGY.${name}`]
        const value = readValue(text, { at }, {})
        return value === undefined ? undefined : Number(value)
      }
      return { voltage: read('Voltage'), current: read('Current') }
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection?.[Symbol.asyncDispose]()
  }

  /** A device with one relay calls it POWER, also if it is asked for POWER1. */
  #askState(payload: string, signal: AbortSignal): Promise<PowerState> {
    const { outlet } = this.#place
    return this.#ask([`POWER${outlet}`, payload], signal, ({ topic, text }) => {
      if (topic !== this.#topic('stat', 'RESULT')) return undefined
      const state = readValue(text, { at: [`POWER${outlet}`, 'POWER'] }, {})
      return state === 'ON' ? 'on' : state === 'OFF' ? 'off' : undefined
    })
  }

  async #ask<T>(
    [command, text]: readonly [command: string, payload: string],
    signal: AbortSignal,
    answerOf: (message: Message) => T | undefined,
  ): Promise<T> {
    const connection = this.#connection
    if (connection === undefined) throw new Error('not open')
    const topic = this.#topic('cmnd', command)
    this.exchange.asked(`publish ${topic} "${text}"`)
    if (this.#will === 'Offline') throw this.#isOffline()
    if (!connection.isConnected) this.exchange.came('the connection to the broker broke')
    const answer = await connection.ask(
      { topic, text },
      (message) => (this.#isGoodBye(message) ? 'gone' : wrapped(answerOf(message))),
      signal,
    )
    if (answer === 'gone') throw this.#isOffline()
    return answer.value
  }

  #isGoodBye({ topic, text }: Message): boolean {
    return topic === this.#topic('tele', 'LWT') && text === 'Offline'
  }

  #isOffline(): LabError {
    this.exchange.came(`${this.#topic('tele', 'LWT')} Offline`)
    return powerFailed(`${this.#place.topic} is not connected to the broker`, this.exchange)
  }

  #hear({ topic, text }: Message): void {
    if (topic === this.#topic('tele', 'LWT')) this.#will = text
    else this.exchange.came(`${topic} ${text}`)
  }

  #topic(prefix: string, end: string): string {
    const { fullTopic, topic } = this.#place
    const start = fullTopic.replace('%prefix%', prefix).replace('%topic%', topic)
    return `${start.replace(/\/$/, '')}/${end}`
  }
}

function wrapped<T>(value: T | undefined): { readonly value: T } | undefined {
  return value === undefined ? undefined : { value }
}
