import { z } from 'zod'
import { hexBytes } from '../hex-bytes.ts'
import { call, defineInterface, param } from '../interface.ts'

const address = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
  z.number({ error: 'expected an address such as 0x48' }).int().min(0).max(0x7f),
)

/** An I2C bus. */
export const i2c = defineInterface({
  name: 'i2c',
  version: 1,
  doc: 'Speaks to the chips on an I2C bus.',
  members: {
    transfer: call({
      doc: 'Writes bytes to a chip and reads bytes from it, in one transaction with a repeated start.',
      params: [param('address', address, 'Address of 7 bits, such as 0x48.')],
      options: {
        write: hexBytes().optional().describe('Bytes to write first, such as the number of a register.'),
        read: z.coerce.number().int().min(0).max(8192).default(0).describe('How many bytes to read then.'),
      },
      result: z.instanceof(Uint8Array),
    }),
    scan: call({ doc: 'Finds the addresses at which chips answer.', result: z.array(z.number().int()) }),
  },
})
