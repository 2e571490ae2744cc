import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'
import { duration, voltage } from '../units.ts'

/** Faults that a virtual or specially wired device can suffer on request. */
export const faults = defineInterface({
  name: 'faults',
  version: 2,
  doc: 'Injects faults into a device: brown-outs, hangs, noise on its console, a boot loop, a lost network. A device that cannot suffer a fault says so.',
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
    bootLoop: call({
      doc: 'Restarts the device again and again, from now on, until the faults are ended or its power is cut.',
      options: { every: duration().default(1000).describe('How long it runs between two restarts.') },
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
    consoleGap: call({
      doc: 'Takes the console away for a while, as an unplugged cable does: what is said meanwhile is lost, and the record has a mark. Answers when it is back.',
      options: { time: duration().default(500).describe('How long it is gone.') },
      result: z.void(),
    }),
    slow: call({
      doc: 'Makes every answer of the device late, from now on; 0 ends it.',
      params: [param('delay', duration(), 'How late each answer is.')],
      result: z.void(),
    }),
    failEvery: call({
      doc: 'Makes every n-th call of the device fail, from now on; 0 ends it.',
      params: [param('count', z.coerce.number().int().nonnegative(), 'Which calls: 3 fails every third.')],
      result: z.void(),
    }),
    lie: call({
      doc: 'Lets the device take orders and not follow them, while it reports that all is well: power that stays on, pins that do not move.',
      result: z.void(),
    }),
    loseNetwork: call({
      doc: 'Cuts the network of the device until the faults are ended, or for a while: then it answers when the network is back.',
      options: { time: duration().optional().describe('How long; until the faults are ended if left out.') },
      result: z.void(),
    }),
    fillDisk: call({
      doc: 'Leaves no room on the storage of the device: what writes there fails, until the faults are ended.',
      result: z.void(),
    }),
    end: call({
      doc: 'Ends every fault that lasts. A processor that hangs goes on hanging.',
      result: z.void(),
    }),
  },
})
