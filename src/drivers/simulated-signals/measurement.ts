import { z } from 'zod'
import { sleep } from '../../runtime/deadline.ts'
import { MEASURED_UNITS, type MeasuredQuantity, measurement } from '../../runtime/interfaces/measurement.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** A multimeter that shows what the bench file says. */
export const simulatedMeasurement = defineSimulation(measurement, {
  ofBench: true,
  config: {
    values: z
      .partialRecord(z.enum(Object.keys(MEASURED_UNITS) as [MeasuredQuantity]), z.number())
      .default({})
      .describe('What it shows, by quantity, in the unit of each; 0 if not named.'),
  },
  create: ({ values }) => {
    const shown = (quantity: MeasuredQuantity) => ({
      value: values[quantity] ?? 0,
      unit: MEASURED_UNITS[quantity],
    })
    return {
      identity: () => ({
        manufacturer: 'Hilwright',
        model: 'simulated meter',
        serialNumber: '0',
        firmware: '1',
      }),
      measure: ({ quantity }) => shown(quantity),
      readings: async function* ({ quantity, every }, { signal }) {
        for (;;) {
          yield { time: Date.now(), ...shown(quantity) }
          await sleep(every, { signal })
        }
      },
    }
  },
})
