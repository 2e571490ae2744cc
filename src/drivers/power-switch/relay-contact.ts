import { z } from 'zod'
import { type PowerState, type PowerSwitch, switching } from './power-switch.ts'

/** Keys of every driver whose switch is a relay. */
export const relayKeys = {
  normallyClosed: z
    .boolean()
    .default(false)
    .describe('True if the device hangs on the contact that is closed while the relay is off.'),
  ...switching,
}

/** The power of a device that hangs on a contact of a relay: that of the relay, or the opposite. */
export function contactOf(relay: PowerSwitch, normallyClosed: boolean): PowerSwitch {
  if (!normallyClosed) return relay
  const { read } = relay
  return {
    name: relay.name,
    exchange: relay.exchange,
    set: (state, signal) => relay.set(opposite(state), signal),
    ...(read && { read: async (signal: AbortSignal) => opposite(await read.call(relay, signal)) }),
  }
}

function opposite(state: PowerState): PowerState {
  return state === 'on' ? 'off' : 'on'
}
