import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { storage } from '../../runtime/interfaces/storage.ts'
import { duration } from '../../runtime/units.ts'
import { createUf2Storage } from '../uf2/uf2-access.ts'

const config = z.strictObject({
  volume: z.string().describe('Where the volume of the bootloader is mounted, such as /media/lab/RPI-RP2.'),
  board: z.string().optional().describe('What its INFO_UF2.TXT must say, such as Board-ID: RPI-RP2.'),
  appears: duration().default(15_000).describe('How long to wait for the volume.'),
  vanishes: duration()
    .default(30_000)
    .describe('How long the bootloader may take until it has the image and is gone.'),
})

/** A board whose bootloader shows itself as a USB disk. */
export const uf2Storage = defineDriver({
  type: 'uf2',
  doc: 'Copies UF2 images to the volume that a bootloader shows (RP2040, SAMD, nRF52…), and waits until the board has taken them.',
  testedAgainst: 'a folder that behaves like such a volume',
  provides: [storage],
  config,
  open: async ({ board, ...options }, { directory }) => ({
    storage: createUf2Storage({ ...options, board, directory }),
    [Symbol.asyncDispose]: async () => {},
  }),
})
