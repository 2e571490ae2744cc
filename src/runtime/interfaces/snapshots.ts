import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'

const name = param(
  'name',
  z.string().regex(/^[A-Za-z][\w.-]*$/, 'expected a letter, then letters, digits, ".", "_" or "-"'),
  'Name of the state.',
)

const kept = z.object({
  name: z.string(),
  time: z.number().meta({ unit: 'ms', description: 'When it was kept; milliseconds since the Unix epoch.' }),
  bytes: z.number().meta({ unit: 'B', description: 'Size of the memory that it holds.' }),
})

/** Keeping the whole state of a virtual device and going back to it. */
export const snapshots = defineInterface({
  name: 'snapshots',
  version: 1,
  doc: 'Keeps the whole state of a device, memory and disks, and goes back to it.',
  members: {
    save: call({
      doc: 'Keeps the state of this moment under a name, in place of what had that name.',
      params: [name],
      result: z.void(),
    }),
    restore: call({
      doc: 'Goes back to a state that was kept; a device that is off is switched on in that state.',
      params: [name],
      result: z.void(),
    }),
    remove: call({ doc: 'Forgets a state that was kept.', params: [name], result: z.void() }),
    list: call({ doc: 'Lists the states that are kept.', readOnly: true, result: z.array(kept) }),
  },
})
