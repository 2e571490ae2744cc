import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'
import { duration, voltage } from '../units.ts'

/** Faults that a virtual or specially wired device can suffer on request. */
export const faults = defineInterface({
  name: 'faults',
  version: 1,
  doc: 'Injects faults into a device: brown-outs, hangs, noise on its console.',
  members: {
    brownOut: call({
      doc: 'Lets the supply voltage sag for a while. Below the brown-out level the device is held in reset.',
      options: {
        voltage: voltage().default(2.0).describe('The voltage during the sag.'),
        time: duration().default(50).describe('How long the sag lasts.'),
      },
      result: z.void(),
    }),
    hang: call({
      doc: 'Stops the processor without resetting it; only its watchdog or a power cycle brings it back.',
      result: z.void(),
    }),
    uartNoise: call({
      doc: 'Damages bytes that the device sends on its console, from now on; a rate of 0 ends it.',
      params: [
        param('rate', z.coerce.number().min(0).max(1), 'Share of the bytes that are damaged, 0 to 1.'),
      ],
      options: {
        lose: z.coerce
          .number()
          .min(0)
          .max(1)
          .default(0)
          .describe('Share of the bytes that are lost, 0 to 1.'),
        seed: z.coerce
          .number()
          .int()
          .default(1)
          .describe('Seed of the noise: the same seed damages the same bytes.'),
      },
      result: z.void(),
    }),
  },
})
