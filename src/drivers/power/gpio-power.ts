import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { createPower } from '../power-switch/create-power.ts'
import { Exchange } from '../power-switch/exchange.ts'
import { nothingOpen } from '../power-switch/nothing-open.ts'
import { switching } from '../power-switch/power-switch.ts'

const config = z.strictObject({
  pin: z.string().min(1).describe('The pin that switches, as the driver of the pins calls it.'),
  activeLow: z.boolean().default(false).describe('True if a low level supplies power.'),
  ...switching,
})

/** A digital output as a power switch. */
export const gpioPower = defineDriver({
  type: 'gpio-power',
  doc: 'Switches power with a digital output of another driver of the device.',
  testedAgainst: 'the pins of the virtual board',
  provides: [power],
  needs: ['gpio'],
  config,
  open: async ({ pin, activeLow, timeout }, { device, needs: { gpio } }) => {
    const exchange = new Exchange()
    const onLevel = activeLow ? 'low' : 'high'
    const offLevel = activeLow ? 'high' : 'low'
    const unit = {
      name: `pin ${pin}`,
      exchange,
      set: async (state: 'on' | 'off', signal: AbortSignal) => {
        const level = state === 'on' ? onLevel : offLevel
        exchange.asked(`drive ${pin} ${level}`)
        await gpio.drive({ pin, level }, { signal })
      },
      read: async (signal: AbortSignal) => {
        exchange.asked(`read ${pin}`)
        const level = await gpio.read({ pin }, { signal })
        exchange.came(level)
        return level === onLevel ? ('on' as const) : ('off' as const)
      },
    }
    return { power: createPower(unit, { device, timeout }), ...nothingOpen }
  },
})
