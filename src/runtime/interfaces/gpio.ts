import { z } from 'zod'
import { call, defineInterface, items, param } from '../interface.ts'
import { duration } from '../units.ts'

const pin = param('pin', z.string(), 'Name of the pin as the bench or the datasheet calls it, such as PB5.')
const level = z.preprocess(
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  z.union([
    z.enum(['high', 'low']),
    z.enum(['1', 'on', 'true']).transform(() => 'high' as const),
    z.enum(['0', 'off', 'false']).transform(() => 'low' as const),
    z.literal([1, true]).transform(() => 'high' as const),
    z.literal([0, false]).transform(() => 'low' as const),
  ]),
)
const edge = z.enum(['rising', 'falling', 'both'])

/** Digital pins of a device, seen from the bench: what the device drives is read, what it reads is driven. */
export const gpio = defineInterface({
  name: 'gpio',
  version: 2,
  doc: 'Reads and drives the digital pins of a device.',
  members: {
    read: call({
      doc: 'Reads the level of a pin.',
      readOnly: true,
      params: [pin],
      result: z.enum(['high', 'low']),
    }),
    drive: call({
      doc: 'Drives a pin of the device from outside.',
      params: [pin, param('level', level, 'high or low.')],
      result: z.void(),
    }),
    pulse: call({
      doc: 'Drives a pin for a while and lets it go, as a push on a button does.',
      params: [pin],
      options: {
        level: level.default('low').describe('high or low.'),
        time: duration().default(100).describe('How long the pulse lasts.'),
      },
      result: z.void(),
    }),
    release: call({ doc: 'Stops driving a pin.', params: [pin], result: z.void() }),
    waitForEdge: call({
      doc: 'Waits until the level of a pin changes.',
      readOnly: true,
      params: [pin],
      options: {
        edge: edge.default('both').describe('rising, falling or both.'),
        timeout: duration().default(5000).describe('How long to wait at most.'),
      },
      result: z.object({
        edge: z.enum(['rising', 'falling']),
        after: z.number().meta({ unit: 'ms', description: 'Time from the call to the edge.' }),
      }),
    }),
    edges: items({
      doc: 'Reports every change of a pin.',
      readOnly: true,
      params: [pin],
      item: z.object({
        edge: z.enum(['rising', 'falling']),
        time: z.number().meta({ unit: 'ms', description: 'Device time of the edge.' }),
      }),
    }),
  },
})
