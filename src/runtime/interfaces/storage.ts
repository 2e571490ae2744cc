import { z } from 'zod'
import { checksum, file } from '../files/file-parameter.ts'
import { call, defineInterface, param } from '../interface.ts'

const flashed = z.object({
  bytes: z.number().meta({ unit: 'B', description: 'Size of the image in memory.' }),
  sha256: z.string().describe('SHA-256 of what was written, read back from the device, in hexadecimal.'),
})

const image = param('image', file(), 'Path of the image file, or a URL.')
const sha256 = checksum().describe(
  'SHA-256 that the image must have, in hexadecimal; a URL needs one, or `none` to go without.',
)

/** The memory a device boots from. */
export const storage = defineInterface({
  name: 'storage',
  version: 1,
  doc: 'Writes, reads and verifies what a device boots from.',
  members: {
    flash: call({
      doc: 'Writes an image, reads it back and compares. An image that is not whole is refused before anything is erased.',
      params: [image],
      options: { sha256 },
      result: flashed,
    }),
    read: call({
      doc: 'Reads memory back.',
      options: {
        offset: z.coerce.number().int().nonnegative().default(0).describe('First byte to read.'),
        length: z.coerce
          .number()
          .int()
          .positive()
          .optional()
          .describe('Number of bytes; everything if left out.'),
      },
      result: z.instanceof(Uint8Array),
    }),
    verify: call({
      doc: 'Compares the memory with an image.',
      params: [image],
      options: { sha256 },
      result: flashed,
    }),
  },
})
