import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'

const address = param('address', z.coerce.number().int().min(0).max(0xffff), 'Address, from 0.')
const unit = z.coerce
  .number()
  .int()
  .min(0)
  .max(247)
  .optional()
  .describe('Number of the unit; that of the bench file if left out.')
const count = z.coerce.number().int().min(1).max(2000).default(1).describe('How many.')
const bit = z.union([z.boolean(), z.stringbool(), z.literal([0, 1]).transform((value) => value === 1)])
const as = z
  .enum(['uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64', 'float32', 'float64'])
  .default('uint16')
  .describe('How registers make a value: uint16, int16, uint32, int32, uint64, int64, float32 or float64.')
const wordOrder = z
  .enum(['big', 'little'])
  .default('big')
  .describe(
    'Which register of a longer value comes first: that with the high bits (big) or the low bits (little).',
  )
const number = z.union([z.number(), z.bigint()])

/** Coils and registers of a Modbus unit. */
export const modbus = defineInterface({
  name: 'modbus',
  version: 1,
  doc: 'Reads and writes coils and registers over Modbus.',
  members: {
    readCoils: call({
      doc: 'Reads coils.',
      readOnly: true,
      params: [address],
      options: { count, unit },
      result: z.array(z.boolean()),
    }),
    readInputs: call({
      doc: 'Reads discrete inputs.',
      readOnly: true,
      params: [address],
      options: { count, unit },
      result: z.array(z.boolean()),
    }),
    readRegisters: call({
      doc: 'Reads values from registers.',
      readOnly: true,
      params: [address],
      options: {
        count,
        as,
        area: z.enum(['holding', 'input']).default('holding').describe('holding or input registers.'),
        wordOrder,
        unit,
      },
      result: z.array(number),
    }),
    writeCoils: call({
      doc: 'Writes coils.',
      params: [
        address,
        param('values', z.union([bit.transform((value) => [value]), z.array(bit)]), 'on or off, or a list.'),
      ],
      options: { unit },
      result: z.void(),
    }),
    writeRegisters: call({
      doc: 'Writes values to holding registers.',
      params: [
        address,
        param(
          'values',
          z.union([
            z.array(z.union([z.bigint(), z.coerce.number()])),
            z.bigint().transform((value) => [value]),
            z.coerce.number().transform((value) => [value]),
          ]),
          'A value, or a list.',
        ),
      ],
      options: { as, wordOrder, unit },
      result: z.void(),
    }),
  },
})
