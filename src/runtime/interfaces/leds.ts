import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'

/** Lights of a device, seen from outside: by a virtual board itself, a light sensor or a camera. */
export const leds = defineInterface({
  name: 'leds',
  version: 1,
  doc: 'Looks at the lights of a device.',
  members: {
    list: call({ doc: 'Lists the lights by name.', readOnly: true, result: z.array(z.string()) }),
    state: call({
      doc: 'Tells whether a light is on or off.',
      readOnly: true,
      params: [param('led', z.string(), 'Name of the light, such as LED.')],
      result: z.enum(['on', 'off']),
    }),
  },
})
