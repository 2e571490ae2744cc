import type { ByteLink } from '../links/byte-link.ts'
import { openSerialLink } from '../links/serial-link.ts'
import { Exchange } from '../power-switch/exchange.ts'
import { powerFailed } from '../power-switch/power-failed.ts'
import type { PowerState, PowerSwitch } from '../power-switch/power-switch.ts'
import { withPort } from './lent-port.ts'

const START = 0xa0
const ASK_STATES = 0xff
const LONGEST_ANSWER = 1024

/** One relay of an LCUS board. */
export interface LcusPlace {
  readonly path: string
  readonly baudRate: number
  readonly relay: number
  /** True if the board answers when it is asked: those with two relays and more. */
  readonly answers: boolean
}

/** A relay of a board on a serial port with the four-byte protocol of LCUS boards: start, relay, state, sum. */
export function createLcusRelay(place: LcusPlace): PowerSwitch {
  const { relay, path } = place
  const exchange = new Exchange()
  const onPort = <T>(signal: AbortSignal, work: (link: ByteLink) => Promise<T>) =>
    withPort(() => openSerialLink(place, signal), work, { name: path, exchange, signal })
  const ask = async (link: ByteLink, signal: AbortSignal) => {
    await send(link, [ASK_STATES], exchange)
    return await readState(link, { relay, exchange, signal })
  }
  const set = (state: PowerState, signal: AbortSignal) =>
    onPort(signal, async (link) => {
      await send(link, switchCommand(relay, state), exchange)
      // The next opening throws away what the board has not taken yet: its answer shows that it has.
      if (place.answers) await ask(link, signal)
    })
  const read = (signal: AbortSignal) => onPort(signal, (link) => ask(link, signal))
  return { name: `relay ${relay} at ${path}`, exchange, set, ...(place.answers ? { read } : {}) }
}

function switchCommand(relay: number, state: PowerState): number[] {
  const bit = state === 'on' ? 1 : 0
  return [START, relay, bit, (START + relay + bit) & 0xff]
}

async function send(link: ByteLink, bytes: readonly number[], exchange: Exchange): Promise<void> {
  exchange.asked(
    Buffer.from(bytes)
      .toString('hex')
      .replace(/..(?=.)/g, '$& '),
  )
  await link.write(Uint8Array.from(bytes))
}

/** Every relay has a line in the answer: `CH2:ON`. */
async function readState(
  link: ByteLink,
  {
    relay,
    exchange,
    signal,
  }: { readonly relay: number; readonly exchange: Exchange; readonly signal: AbortSignal },
): Promise<PowerState> {
  const wanted = new RegExp(`CH${relay}:\\s*(ON|OFF)\\s*[\\r\\n]`, 'i')
  let said = ''
  for (;;) {
    const [, state] = wanted.exec(said) ?? []
    if (state !== undefined) return state.toUpperCase() === 'ON' ? 'on' : 'off'
    if (said.length > LONGEST_ANSWER) throw powerFailed('The relay board says something else', exchange)
    said += Buffer.from(await link.read(signal)).toString('latin1')
    exchange.came(said)
  }
}
