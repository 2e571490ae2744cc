import { z } from 'zod'
import { call, defineInterface, items, param } from '../interface.ts'
import { duration } from '../units.ts'

/** What a meter measures, with the unit of each. */
export const MEASURED_UNITS = {
  'dc-voltage': 'V',
  'ac-voltage': 'V',
  'dc-current': 'A',
  'ac-current': 'A',
  resistance: 'Ohm',
  frequency: 'Hz',
  period: 's',
  temperature: 'degC',
} as const

/** One thing that a meter measures. */
export type MeasuredQuantity = keyof typeof MEASURED_UNITS

const quantity = param(
  'quantity',
  z.enum(Object.keys(MEASURED_UNITS) as [MeasuredQuantity, ...MeasuredQuantity[]]),
  `What to measure: ${Object.keys(MEASURED_UNITS).join(', ')}.`,
)
const settings = {
  range: z.coerce
    .number()
    .positive()
    .optional()
    .describe('Largest value expected, in the unit of the quantity; the instrument chooses if left out.'),
}
const value = z.number().describe('The value, in its unit.')
const unit = z.enum(['V', 'A', 'Ohm', 'Hz', 's', 'degC'])

/** An instrument that measures values with units: a digital multimeter. */
export const measurement = defineInterface({
  name: 'measurement',
  version: 1,
  doc: 'Measures voltages, currents, resistances, frequencies and temperatures with an instrument.',
  members: {
    identity: call({
      doc: 'Asks the instrument who it is.',
      readOnly: true,
      result: z.object({
        manufacturer: z.string(),
        model: z.string(),
        serialNumber: z.string(),
        firmware: z.string(),
      }),
    }),
    measure: call({
      doc: 'Takes one measurement.',
      readOnly: true,
      params: [quantity],
      options: settings,
      result: z.object({ value, unit }),
    }),
    readings: items({
      doc: 'Measures again and again.',
      readOnly: true,
      params: [quantity],
      options: {
        ...settings,
        every: duration().default(200).describe('Time from the start of one measurement to the next.'),
      },
      item: z.object({
        time: z.number().meta({ unit: 'ms', description: 'Milliseconds since the Unix epoch.' }),
        value,
        unit,
      }),
    }),
  },
})
