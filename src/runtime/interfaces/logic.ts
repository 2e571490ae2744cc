import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'
import { duration, frequency } from '../units.ts'

const what = {
  channels: z.string().optional().describe('Names of channels with commas, such as D0,D1; all if left out.'),
  sampleRate: frequency().default(1_000_000).describe('Samples a second.'),
  time: duration().default(10).describe('How long to sample.'),
  trigger: z
    .string()
    .optional()
    .describe('Waits for channels first, such as D0=r (rising), f (falling), 0 or 1.'),
  timeout: duration().default(10_000).describe('How long to wait at most.'),
}

/** A logic analyser. */
export const logic = defineInterface({
  name: 'logic',
  version: 1,
  doc: 'Samples digital lines with a logic analyser.',
  members: {
    capture: call({
      doc: 'Samples lines for a while.',
      readOnly: true,
      options: what,
      result: z.object({
        channels: z.array(z.string()),
        sampleRate: z.number().meta({ unit: 'Hz' }),
        samples: z
          .instanceof(Uint8Array)
          .describe('Bits of a sample in as few bytes as they need, the first channel lowest.'),
        edges: z.record(z.string(), z.number()).describe('How often each channel changed.'),
      }),
    }),
    decode: call({
      doc: 'Samples lines for a while and decodes a protocol; returns what the decoder says.',
      readOnly: true,
      params: [param('decoder', z.string(), 'The decoder with its lines, such as uart:baudrate=9600:rx=D0.')],
      options: what,
      result: z.array(z.string()),
    }),
  },
})
