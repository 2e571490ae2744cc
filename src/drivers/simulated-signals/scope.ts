import { z } from 'zod'
import { scope } from '../../runtime/interfaces/scope.ts'
import { frequency, voltage } from '../../runtime/units.ts'
import { defineSimulation } from '../simulated/simulation.ts'

const SAMPLES = 1000
const PERIODS = 4

/** An oscilloscope that sees a sine of the bench file on every channel. */
export const simulatedScope = defineSimulation(scope, {
  ofBench: true,
  config: {
    amplitude: voltage().default(1).describe('Amplitude of the sine.'),
    offset: voltage().default(0).describe('Voltage in its middle.'),
    frequency: frequency().default(1000).describe('How often it repeats.'),
    riseTime: z.number().default(0.0003).describe('Its rise time, in seconds.'),
  },
  create: ({ amplitude, offset, frequency: hertz, riseTime }) => {
    const step = PERIODS / hertz / SAMPLES
    const measured = {
      'peak-to-peak': { value: 2 * amplitude, unit: 'V' },
      minimum: { value: offset - amplitude, unit: 'V' },
      maximum: { value: offset + amplitude, unit: 'V' },
      mean: { value: offset, unit: 'V' },
      rms: { value: Math.hypot(offset, amplitude / Math.SQRT2), unit: 'V' },
      frequency: { value: hertz, unit: 'Hz' },
      period: { value: 1 / hertz, unit: 's' },
      'rise-time': { value: riseTime, unit: 's' },
    } as const
    return {
      measure: ({ property }) => measured[property],
      waveform: () => ({
        start: 0,
        step,
        samples: Array.from(
          { length: SAMPLES },
          (_, index) => offset + amplitude * Math.sin((2 * Math.PI * PERIODS * index) / SAMPLES),
        ),
      }),
    }
  },
})
