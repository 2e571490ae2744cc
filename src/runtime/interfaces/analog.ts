import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'
import { voltage } from '../units.ts'

const channel = param(
  'channel',
  z.string(),
  'Name of the channel as the bench or the datasheet calls it, such as ADC0.',
)

/** Analog channels of a device, seen from the bench. */
export const analog = defineInterface({
  name: 'analog',
  version: 1,
  doc: 'Applies voltages to the analog inputs of a device and measures its outputs.',
  members: {
    apply: call({
      doc: 'Applies a voltage to an analog input of the device.',
      params: [channel, param('voltage', voltage(), 'The voltage to apply.')],
      result: z.void(),
    }),
    measure: call({
      doc: 'Measures the voltage at a channel.',
      readOnly: true,
      params: [channel],
      result: z.number().meta({ unit: 'V' }),
    }),
  },
})
