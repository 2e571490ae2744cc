import { resolve } from 'node:path'
import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { storage } from '../../runtime/interfaces/storage.ts'
import { duration, size } from '../../runtime/units.ts'
import { createBlockStorage } from '../block-device/block-storage-access.ts'

const config = z.strictObject({
  path: z
    .string()
    .describe(
      'The block device, best by its name in /dev/disk/by-id, or a file that stands for one; relative to the bench file.',
    ),
  size: size()
    .optional()
    .describe('Size of what a file stands for; larger images are refused. A device knows its size.'),
  verify: z.boolean().default(true).describe('Whether what was written is read back and compared.'),
  check: z
    .enum(['size', 'whole'])
    .default('size')
    .describe(
      'What is known of a packed image before it is written. size: that it fits. whole: that it is undamaged, too; it is unpacked twice.',
    ),
  appears: duration()
    .default(15_000)
    .describe('How long to wait for the device after a card was switched to the bench.'),
})

/** A disk, a card or a file: images go to it block by block. */
export const blockStorage = defineDriver({
  type: 'block-storage',
  doc: 'Writes images to a block device such as an SD card, or to a file: plain or packed (gzip, xz, zstd, bzip2), whole or by a block map.',
  testedAgainst:
    "loop devices of Linux and files, with images and maps of Debian's gzip, xz, zstd, bzip2 and bmaptool",
  provides: [storage],
  uses: ['mux'],
  config,
  open: async ({ path, ...options }, { device, directory, uses }) => ({
    storage: createBlockStorage({ ...options, device, directory, path: resolve(directory, path) }, uses.mux),
    [Symbol.asyncDispose]: async () => {},
  }),
})
