import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'
import { duration, voltage } from '../units.ts'

const channel = param('channel', z.coerce.number().int().positive(), 'Number of the channel, from 1.')

/** An oscilloscope. */
export const scope = defineInterface({
  name: 'scope',
  version: 1,
  doc: 'Looks at waveforms with an oscilloscope.',
  members: {
    setChannel: call({
      doc: 'Shows a channel and sets its scale.',
      params: [channel],
      options: {
        scale: voltage().optional().describe('Voltage of one division.'),
        offset: voltage().optional().describe('Voltage in the middle of the screen.'),
        coupling: z.enum(['dc', 'ac', 'gnd']).optional().describe('dc, ac or gnd.'),
      },
      result: z.void(),
    }),
    setTimebase: call({
      doc: 'Sets the time of one division.',
      params: [param('scale', duration(), 'Time of one division, such as 20 us.')],
      result: z.void(),
    }),
    setTrigger: call({
      doc: 'Triggers on an edge of a channel.',
      params: [channel, param('level', voltage(), 'Voltage at which it triggers.')],
      options: { slope: z.enum(['rising', 'falling']).default('rising').describe('rising or falling.') },
      result: z.void(),
    }),
    run: call({ doc: 'Starts to acquire again and again.', result: z.void() }),
    stop: call({ doc: 'Stops acquiring; what is on the screen stays.', result: z.void() }),
    single: call({
      doc: 'Acquires once and waits for the trigger.',
      options: { timeout: duration().default(10_000).describe('How long to wait for the trigger at most.') },
      result: z.void(),
    }),
    measure: call({
      doc: 'Measures a property of the waveform on the screen.',
      readOnly: true,
      params: [
        channel,
        param(
          'property',
          z.enum(['peak-to-peak', 'minimum', 'maximum', 'mean', 'rms', 'frequency', 'period', 'rise-time']),
          'peak-to-peak, minimum, maximum, mean, rms, frequency, period or rise-time.',
        ),
      ],
      result: z.object({ value: z.number(), unit: z.enum(['V', 'Hz', 's']) }),
    }),
    waveform: call({
      doc: 'Fetches the waveform that is on the screen.',
      readOnly: true,
      params: [channel],
      result: z.object({
        start: z.number().meta({ unit: 's', description: 'Time of the first sample from the trigger.' }),
        step: z.number().meta({ unit: 's', description: 'Time between two samples.' }),
        samples: z.array(z.number()).describe('Volts.'),
      }),
    }),
  },
})
