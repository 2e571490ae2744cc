import { supply } from '../../runtime/interfaces/supply.ts'
import { current, voltage } from '../../runtime/units.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** A bench supply under a load that draws what the bench file says; a limit below that trips it. */
export const simulatedSupply = defineSimulation(supply, {
  ofBench: true,
  config: {
    voltage: voltage().default(5).describe('What it is set to at first.'),
    limit: current().default(1).describe('Its current limit at first.'),
    load: current().default(0.1).describe('What the device draws while it is on.'),
  },
  create: ({ voltage: volts, limit, load }, { board }) => {
    const set = { voltage: volts, limit }
    const trips = { voltage: Number.POSITIVE_INFINITY, current: Number.POSITIVE_INFINITY }
    let tripped: 'no' | 'over-voltage' | 'over-current' = 'no'
    /** A supply that trips switches its output off. */
    const watch = () => {
      if (!board.on || tripped !== 'no') return
      if (set.voltage > trips.voltage) tripped = 'over-voltage'
      else if (Math.min(load, set.limit) > trips.current) tripped = 'over-current'
      if (tripped !== 'no') board.switch(false)
    }
    board.listen(({ kind }) => {
      if (kind === 'start') watch()
    })
    return {
      set: ({ voltage: wanted, limit: most = set.limit }) => {
        Object.assign(set, { voltage: wanted, limit: most })
        watch()
      },
      setLimit: ({ limit: most }) => {
        set.limit = most
        watch()
      },
      settings: () => ({ ...set, output: board.on ? 'on' : 'off' }),
      measure: () => {
        const [given, drawn] = board.on ? [set.voltage, Math.min(load, set.limit)] : [0, 0]
        return { voltage: given, current: drawn, power: given * drawn }
      },
      protect: ({ overVoltage = trips.voltage, overCurrent = trips.current }) => {
        Object.assign(trips, { voltage: overVoltage, current: overCurrent })
        watch()
      },
      tripped: () => tripped,
      clearTrip: () => {
        tripped = 'no'
      },
    }
  },
})
