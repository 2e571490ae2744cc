import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'

/** A power switch that switches nothing, for tests. */
export const trialPower = defineDriver({
  type: 'trial-power',
  doc: 'A switch that only remembers how it stands.',
  provides: [power],
  config: z.strictObject({}),
  open: async () => {
    let state: 'on' | 'off' = 'off'
    const turn = (wanted: typeof state) => {
      state = wanted
    }
    return {
      power: {
        on: () => turn('on'),
        off: () => turn('off'),
        cycle: () => turn('on'),
        state: () => state,
        current: () => 0,
        readings: async function* () {},
      },
      [Symbol.asyncDispose]: async () => {},
    }
  },
})
