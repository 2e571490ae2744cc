import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'
import { duration } from '../units.ts'

/** The states a device can be in (off, in its bootloader, at its shell…), and the ways between them. */
export const states = defineInterface({
  name: 'states',
  version: 1,
  doc: 'Tells which state a device is in and brings it to another one.',
  members: {
    list: call({
      doc: 'Tells the states that the device knows.',
      readOnly: true,
      result: z.array(z.string()),
    }),
    current: call({
      doc: 'Finds out which state the device is in; "unknown" if it shows none of them.',
      result: z.string(),
    }),
    bringTo: call({
      doc: 'Brings the device to a state by the cheapest way; returns the states it went through.',
      params: [param('state', z.string(), 'Name of the state, such as shell.')],
      options: {
        retry: z
          .boolean()
          .default(false)
          .describe('Whether a transition that has failed before is tried again.'),
        timeout: duration().default(300_000).describe('How long the whole way may take.'),
      },
      result: z.array(z.string()),
    }),
  },
})
