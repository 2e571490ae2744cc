import { z } from 'zod'
import { checksum, file, fileBeside } from '../files/file-parameter.ts'
import { call, defineInterface, items, param } from '../interface.ts'

const flashed = z.object({
  bytes: z.number().meta({ unit: 'B', description: 'Size of the image in memory.' }),
  sha256: z
    .string()
    .describe(
      'SHA-256 of what was written, read back from the device, in hexadecimal; of the image, where a tool compares it.',
    ),
  bmap: z.string().optional().describe('Name of the block map that said which parts count, if one did.'),
})

const image = param(
  'image',
  file(),
  'Path of the image file, or a URL: http, https, or exporter for an image of another exporter.',
)
const sha256 = checksum().describe(
  'SHA-256 that the image must have, in hexadecimal; a URL of http or https needs one, or `none` to go without.',
)

const bmap = fileBeside('image', '.bmap').describe(
  'Path or URL of a block map of the image (bmap): only what it lists is written, each range checked. One beside the image, such as disk.bmap, is found by itself; `none` leaves it out.',
)

/** How far the writing or comparing of an image is. */
export const flashState = z.object({
  step: z
    .enum(['idle', 'check', 'write', 'verify'])
    .describe('idle: nothing is under way. check: the image is read before anything is written.'),
  bytes: z.number().meta({ unit: 'B', description: 'How far the step is; the image unpacked.' }),
  length: z.number().optional().meta({ unit: 'B', description: 'How far it will go, where that is known.' }),
  bmap: z.string().optional().describe('Name of the block map that says which parts of the image count.'),
})

/** The memory a device boots from. */
export const storage = defineInterface({
  name: 'storage',
  version: 1,
  doc: 'Writes, reads and verifies what a device boots from.',
  members: {
    flash: call({
      doc: 'Writes an image, reads it back and compares. An image that is not whole is never taken for written.',
      params: [image],
      options: { sha256, bmap },
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
      options: { sha256, bmap },
      result: flashed,
    }),
    progress: items({
      doc: 'Tells how far the writing or comparing of an image is: at once, and again whenever it is further.',
      readOnly: true,
      item: flashState,
    }),
  },
})
