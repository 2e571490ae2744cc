import { z } from 'zod'
import { call, defineInterface } from '../interface.ts'

/** What a device shows: its own display, a camera that looks at it, or the input of a frame grabber. */
export const video = defineInterface({
  name: 'video',
  version: 1,
  doc: 'Shows what a device displays.',
  members: {
    snapshot: call({
      doc: 'Takes the picture of this moment, as PNG.',
      readOnly: true,
      result: z.instanceof(Uint8Array),
    }),
  },
})
