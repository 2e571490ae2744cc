import { z } from 'zod'
import { analog } from '../../runtime/interfaces/analog.ts'
import { voltage } from '../../runtime/units.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** Channels that keep the voltage that is applied to them. */
export const simulatedAnalog = defineSimulation(analog, {
  ofBench: true,
  config: {
    voltages: z
      .record(z.string(), voltage())
      .default({})
      .describe('Voltages at first, by channel; 0 V if not named.'),
  },
  create: ({ voltages }) => {
    const applied = new Map(Object.entries(voltages))
    return {
      apply: ({ channel, voltage: volts }) => void applied.set(channel, volts),
      measure: ({ channel }) => applied.get(channel) ?? 0,
    }
  },
})
