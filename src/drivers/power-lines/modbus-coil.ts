import { untilAborted } from '../../runtime/deadline.ts'
import { messageOf } from '../../runtime/errors.ts'
import { type LinkPlace, nameOfPlace } from '../links/link-config.ts'
import { linkFailed } from '../links/link-error.ts'
import { Exchange } from '../power-switch/exchange.ts'
import { powerFailed } from '../power-switch/power-failed.ts'
import type { PowerSwitch } from '../power-switch/power-switch.ts'
import { withPort } from './lent-port.ts'

/** One coil of a Modbus device. */
export interface CoilPlace extends LinkPlace {
  readonly unit: number
  readonly coil: number
  /** How long the caller waits at most, in milliseconds. */
  readonly timeout: number
}

/** A coil of a Modbus device as a switch, over TCP or a serial port. */
export function createCoil(place: CoilPlace): PowerSwitch {
  const { coil, unit } = place
  const exchange = new Exchange()
  const call = <T>(question: string, signal: AbortSignal, ask: (client: Client) => Promise<T>) =>
    asked(place, { question, ask, exchange, signal })
  return {
    name: `coil ${coil} of unit ${unit} at ${nameOfPlace(place)}`,
    exchange,
    set: async (state, signal) => {
      await call(`write coil ${coil} ${state}`, signal, (client) => client.writeCoil(coil, state === 'on'))
    },
    read: async (signal) => {
      const { data } = await call(`read coil ${coil}`, signal, (client) => client.readCoils(coil, 1))
      exchange.came(String(data[0]))
      return data[0] === true ? 'on' : 'off'
    },
  }
}

interface Asking<T> {
  readonly question: string
  readonly exchange: Exchange
  readonly signal: AbortSignal
  ask(client: Client): Promise<T>
}

function asked<T>(place: CoilPlace, { question, ask, exchange, signal }: Asking<T>): Promise<T> {
  const name = nameOfPlace(place)
  const work = async ({ client }: OpenClient) => {
    exchange.asked(question)
    try {
      return await untilAborted(ask(client), signal)
    } catch (error) {
      if (signal.aborted) throw signal.reason
      exchange.came(messageOf(error))
      throw powerFailed(`The Modbus device at ${name} refused`, exchange)
    }
  }
  return withPort(() => openClient(place, signal), work, { name, exchange, signal })
}

type Client = Awaited<ReturnType<typeof createClient>>

async function createClient() {
  const { default: modbus } = await import('modbus-serial')
  return new modbus.default()
}

interface OpenClient extends AsyncDisposable {
  readonly client: Client
}

/** The library has a time limit of its own: it comes after that of the caller, and only stops its clock. */
const STOP_CLOCK_MS = 1000

async function openClient(place: CoilPlace, signal: AbortSignal): Promise<OpenClient> {
  const client = await createClient()
  const connected =
    place.path === undefined
      ? client.connectTCP(place.host ?? 'localhost', { port: place.port })
      : client.connectRTUBuffered(place.path, { baudRate: place.baudRate })
  try {
    await untilAborted(connected, signal)
  } catch (error) {
    connected.catch(() => {})
    client.destroy(() => {})
    throw signal.aborted ? signal.reason : linkFailed(nameOfPlace(place), error)
  }
  client.setID(place.unit)
  client.setTimeout(place.timeout + STOP_CLOCK_MS)
  return { client, [Symbol.asyncDispose]: () => closed(client) }
}

function closed(client: Client): Promise<void> {
  return new Promise((resolve) => {
    if (client.isOpen) client.close(() => resolve())
    else resolve()
  })
}
