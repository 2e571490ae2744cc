import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'

const oid = param(
  'oid',
  z.string().regex(/^\.?\d+(\.\d+)+$/, 'expected numbers with dots, such as 1.3.6.1.2.1.1.5.0'),
  'The object, in numbers: 1.3.6.1.2.1.1.5.0.',
)
const type = z.enum(['integer', 'string', 'oid', 'ip-address', 'gauge', 'counter', 'time-ticks', 'bytes'])
const value = z.union([z.number(), z.bigint(), z.string(), z.instanceof(Uint8Array), z.null()])

/** Objects of an SNMP agent. */
export const snmp = defineInterface({
  name: 'snmp',
  version: 1,
  doc: 'Reads and writes objects of an SNMP agent.',
  members: {
    get: call({ doc: 'Reads an object.', readOnly: true, params: [oid], result: value }),
    set: call({
      doc: 'Writes an object.',
      params: [
        oid,
        param('value', z.union([z.number(), z.string(), z.instanceof(Uint8Array)]), 'The value.'),
      ],
      options: {
        as: type
          .optional()
          .describe(`Its type: ${type.options.join(', ')}; that which the object has now if left out.`),
      },
      result: z.void(),
    }),
    walk: call({
      doc: 'Reads all objects below one.',
      readOnly: true,
      params: [oid],
      result: z.array(z.object({ oid: z.string(), value })),
    }),
  },
})
