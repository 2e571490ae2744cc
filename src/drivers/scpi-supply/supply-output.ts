import type { ImplementationOf } from '../../runtime/driver.ts'
import type { supply } from '../../runtime/interfaces/supply.ts'
import { Exchange } from '../power-switch/exchange.ts'
import type { PowerSwitch } from '../power-switch/power-switch.ts'
import type { SupplyChannel } from './supply-channel.ts'

/** The supply interface of one output. */
export function createSupplyAccess(channel: SupplyChannel): ImplementationOf<typeof supply> {
  return {
    set: async ({ voltage, limit }, context) => {
      // A lower limit first: the device must not see the new voltage with the old one.
      if (limit !== undefined) await channel.setLimit(limit, context)
      await channel.setVoltage(voltage, context)
    },
    setLimit: ({ limit }, context) => channel.setLimit(limit, context),
    settings: async (_, context) => ({
      voltage: await channel.voltage(context),
      limit: await channel.limit(context),
      output: await channel.output(context),
    }),
    measure: async (_, context) => {
      const voltage = await channel.measureVoltage(context)
      const current = await channel.measureCurrent(context)
      return { voltage, current, power: Number((voltage * current).toFixed(9)) }
    },
    protect: async ({ overVoltage, overCurrent }, context) => {
      if (overVoltage !== undefined) await channel.protect('over-voltage', overVoltage, context)
      if (overCurrent !== undefined) await channel.protect('over-current', overCurrent, context)
    },
    tripped: (_, context) => channel.tripped(context),
    clearTrip: (_, context) => channel.clearTrip(context),
  }
}

/** The output as a power switch with a meter. */
export function createOutput(channel: SupplyChannel): PowerSwitch {
  const exchange = new Exchange()
  return {
    name: `the output of ${channel.name}`,
    exchange,
    set: async (state, signal) => {
      exchange.asked(`switch the output ${state}`)
      await channel.switch(state, { signal })
    },
    read: async (signal) => {
      exchange.asked('the state of the output')
      const state = await channel.output({ signal })
      exchange.came(state)
      return state
    },
    measure: async (signal) => {
      exchange.asked('a measurement')
      const voltage = await channel.measureVoltage({ signal })
      return { voltage, current: await channel.measureCurrent({ signal }) }
    },
  }
}
