import { z } from 'zod'
import { sleep } from '../../runtime/deadline.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { current, voltage } from '../../runtime/units.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** A power switch with a meter. One that lies reports what it was told; the meter shows the truth. */
export const simulatedPower = defineSimulation(power, {
  ofBench: true,
  lies: true,
  config: {
    initially: z.enum(['on', 'off']).default('off').describe('Whether the device is on at first.'),
    voltage: voltage().default(5).describe('Voltage of the supply.'),
    current: current().default(0.1).describe('What the device draws while it is on.'),
  },
  create: ({ initially, voltage: volts, current: amperes }, { board, isLying }) => {
    board.begin(initially === 'on')
    let told = initially === 'on'
    const order = (on: boolean) => {
      told = on
      if (!isLying()) board.switch(on)
    }
    const draw = () => (board.on ? amperes : 0)
    return {
      on: () => order(true),
      off: () => order(false),
      cycle: async ({ offTime }, { signal }) => {
        order(false)
        await sleep(offTime, { signal })
        order(true)
      },
      state: () => ((isLying() ? told : board.on) ? 'on' : 'off'),
      current: draw,
      readings: async function* ({ every }, { signal }) {
        for (;;) {
          yield { time: Date.now(), voltage: board.on ? volts : 0, current: draw() }
          await sleep(every, { signal })
        }
      },
    }
  },
})
