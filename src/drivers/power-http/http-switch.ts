import { Exchange } from '../power-switch/exchange.ts'
import { powerFailed } from '../power-switch/power-failed.ts'
import type { MeterReading, PowerState, PowerSwitch } from '../power-switch/power-switch.ts'
import { type Answer, ask } from './ask.ts'
import { filled, filledJson, type Placeholders, placeholdersFor } from './placeholders.ts'
import { readValue } from './read-value.ts'
import type { Request, Requests } from './request-format.ts'

/** Where the switch is and who asks it. */
export interface HttpPlace {
  readonly url: string
  readonly outlet: string
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly insecure: boolean
}

/** A power switch that is talked to as its requests say. */
export function createHttpSwitch(requests: Requests, place: HttpPlace): PowerSwitch {
  const caller = new Caller(place)
  const { state, readings } = requests
  return {
    name: `outlet ${place.outlet} of ${place.url}`,
    exchange: caller.exchange,
    set: async (wanted, signal) => {
      await caller.call(requests[wanted], signal)
    },
    ...(state && { read: (signal: AbortSignal) => readState(caller, state, signal) }),
    ...(readings && { measure: (signal: AbortSignal) => measure(caller, readings, signal) }),
  }
}

async function readState(
  caller: Caller,
  state: NonNullable<Requests['state']>,
  signal: AbortSignal,
): Promise<PowerState> {
  const { text } = await caller.call(state, signal)
  const value = readValue(text, state, caller.values)
  const said = String(value).toLowerCase()
  const means = (words: readonly unknown[]) => words.some((word) => String(word).toLowerCase() === said)
  if (means(state.on)) return 'on'
  if (means(state.off)) return 'off'
  const what =
    value === undefined ? 'The answer has no state in it' : `The state "${said}" is neither on nor off`
  throw powerFailed(what, caller.exchange)
}

async function measure(
  caller: Caller,
  readings: NonNullable<Requests['readings']>,
  signal: AbortSignal,
): Promise<MeterReading> {
  const { text, status } = await caller.call(readings, signal, [404])
  if (status === 404) return {} // a model without a meter
  const read = (place: (typeof readings)['voltage']) => {
    const value = place && readValue(text, place, caller.values)
    return value === undefined || value === '' ? undefined : Number(value) * (place?.scale ?? 1)
  }
  return { voltage: read(readings.voltage), current: read(readings.current) }
}

/** Sends requests to one outlet. */
class Caller {
  readonly exchange = new Exchange()
  readonly values: Placeholders
  readonly #place: HttpPlace

  constructor(place: HttpPlace) {
    this.#place = place
    this.values = placeholdersFor(place.outlet, place.username, place.password)
  }

  /** Asks; an answer that is no success fails, unless its status is among those that are fine. */
  async call(request: Request, signal: AbortSignal, fine: readonly number[] = []): Promise<Answer> {
    this.exchange.asked(`${request.method} ${this.#url(request, { ...this.values, password: '***' })}`)
    const answer = await this.#ask(request, signal)
    this.exchange.came(`${answer.status} ${answer.statusText} ${answer.text}`)
    if ((answer.status >= 200 && answer.status < 300) || fine.includes(answer.status)) return answer
    throw powerFailed(`The power switch at ${this.#place.url} answered ${answer.status}`, this.exchange)
  }

  async #ask(request: Request, signal: AbortSignal): Promise<Answer> {
    const { username, password, insecure } = this.#place
    const question = {
      ...{ method: request.method, url: new URL(this.#url(request, this.values)) },
      ...this.#content(request),
    }
    try {
      return await ask(question, { username, password, insecure, signal })
    } catch (error) {
      if (signal.aborted) throw signal.reason
      throw powerFailed(`The power switch at ${this.#place.url} cannot be reached`, this.exchange, error)
    }
  }

  #url({ path }: Request, values: Placeholders): string {
    const base = filled(this.#place.url, values, encodeURIComponent).replace(/\/$/, '')
    return base + filled(path, values, encodeURIComponent)
  }

  #content({ headers = {}, body }: Request) {
    const own = Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      filled(value, this.values),
    ])
    if (body === undefined) return { headers: Object.fromEntries(own) }
    const isText = typeof body === 'string'
    const text = isText ? filled(body, this.values) : JSON.stringify(filledJson(body, this.values))
    const type = isText ? 'text/plain' : 'application/json'
    return { headers: { 'content-type': type, ...Object.fromEntries(own) }, body: text }
  }
}
