import { z } from 'zod'
import { call, defineInterface, items } from '../interface.ts'
import { duration } from '../units.ts'

/** Supplying and cutting the power of a device. */
export const power = defineInterface({
  name: 'power',
  version: 1,
  doc: 'Supplies and cuts the power of a device.',
  members: {
    on: call({ doc: 'Supplies power; does nothing when it is on already.', result: z.void() }),
    off: call({ doc: 'Cuts power; does nothing when it is off already.', result: z.void() }),
    cycle: call({
      doc: 'Cuts power, waits, and supplies it again.',
      options: { offTime: duration().default(1000).describe('How long the power stays off.') },
      result: z.void(),
    }),
    state: call({ doc: 'Tells whether power is on or off.', readOnly: true, result: z.enum(['on', 'off']) }),
    current: call({
      doc: 'Measures the current that the device draws.',
      readOnly: true,
      result: z.number().meta({ unit: 'A' }),
    }),
    readings: items({
      doc: 'Measures voltage and current again and again.',
      readOnly: true,
      options: { every: duration().default(100).describe('Time between two readings.') },
      item: z.object({
        time: z.number().meta({ unit: 'ms', description: 'Milliseconds since the Unix epoch.' }),
        voltage: z.number().meta({ unit: 'V' }),
        current: z.number().meta({ unit: 'A' }),
      }),
    }),
  },
})
