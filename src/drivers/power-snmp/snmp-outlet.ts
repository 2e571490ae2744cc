import type { Exchange } from '../power-switch/exchange.ts'
import { powerFailed } from '../power-switch/power-failed.ts'
import type { MeterReading, PowerState, PowerSwitch } from '../power-switch/power-switch.ts'
import type { OutletObjects } from './outlet-objects.ts'
import type { SnmpSession } from './snmp-session.ts'

/** Which outlet it is. */
export interface OutletPlace {
  readonly host: string
  readonly outlet: string
  readonly unit: string
}

/** An outlet of a PDU, or a port of a PoE switch, that is talked to by SNMP. */
export function createSnmpOutlet(
  objects: OutletObjects,
  place: OutletPlace,
  { session, exchange }: { readonly session: SnmpSession; readonly exchange: Exchange },
): PowerSwitch {
  const at = (oid: string) =>
    oid.replace(/^\./, '').replace('{outlet}', place.outlet).replace('{unit}', place.unit)
  const state = objects.state ?? { oid: objects.control, on: [objects.on], off: [objects.off] }
  const quantity = (wanted: OutletObjects['current'], signal: AbortSignal) =>
    wanted && measured(wanted, { at, ask: (oid) => session.get(oid, signal) })
  return {
    name: `outlet ${place.outlet} of ${place.host}`,
    exchange,
    set: (wanted, signal) => session.set(at(objects.control), objects[wanted], signal),
    read: async (signal) => stateOf(await session.get(at(state.oid), signal), state, exchange),
    measure: async (signal): Promise<MeterReading> => ({
      voltage: await quantity(objects.voltage, signal),
      current: await quantity(objects.current, signal),
    }),
  }
}

async function measured(
  { oid, scale, digits }: NonNullable<OutletObjects['current']>,
  { at, ask }: { at(oid: string): string; ask(oid: string): Promise<number> },
): Promise<number> {
  const behindPoint = digits === undefined ? 0 : await ask(at(digits))
  return ((await ask(at(oid))) * scale) / 10 ** behindPoint
}

function stateOf(
  value: number,
  { on, off }: { readonly on: readonly number[]; readonly off: readonly number[] },
  exchange: Exchange,
): PowerState {
  if (on.includes(value)) return 'on'
  if (off.includes(value)) return 'off'
  throw powerFailed(`The state ${value} is neither on nor off`, exchange)
}
