import { z } from 'zod'
import { file } from '../files/file-parameter.ts'
import { call, defineInterface, items, param } from '../interface.ts'
import { duration } from '../units.ts'

const png = z.instanceof(Uint8Array)
const image = param('image', file(), 'PNG file of what is wanted: the whole screen, or a part to look for.')
const text = param('text', z.string(), 'The text; several blanks count as one.')
const region = z
  .string()
  .regex(/^\d+(, *\d+){3}$/, 'expected x,y,width,height in pixels')
  .optional()
  .describe('Part of the screen to look at, as `x,y,width,height` in pixels; all of it if left out.')
const tolerance = z.coerce
  .number()
  .min(0)
  .max(1)
  .default(0.01)
  .describe('Share of the pixels that may differ, 0 to 1.')
const ignoreCase = z
  .stringbool()
  .or(z.boolean())
  .default(false)
  .describe('Whether upper and lower case are the same.')
const timeout = duration().default(30_000).describe('How long to wait at most.')
const language = z.string().default('eng').describe('Language that is read, as tesseract names it.')

const comparison = z.object({
  matches: z.boolean(),
  difference: z.number().describe('Share of the pixels that differ, 0 to 1.'),
  x: z.number().int().describe('Where it was found or comes nearest: pixels from the left edge.'),
  y: z.number().int().describe('Pixels from the upper edge.'),
})

/** What a device shows: its own display, a camera that looks at it, or the input of a frame grabber. */
export const video = defineInterface({
  name: 'video',
  version: 2,
  doc: 'Shows what a device displays.',
  members: {
    snapshot: call({ doc: 'Takes the picture of this moment, as PNG.', readOnly: true, result: png }),
    frames: items({
      doc: 'Takes pictures again and again, as PNG.',
      readOnly: true,
      options: { every: duration().default(1000).describe('Time between two pictures.') },
      item: z.object({
        time: z.number().meta({ unit: 'ms', description: 'Milliseconds since the Unix epoch.' }),
        picture: png,
      }),
    }),
    compare: call({
      doc: 'Compares what is shown with a picture, as the eye does. A smaller picture is looked for everywhere.',
      readOnly: true,
      params: [image],
      options: { region, tolerance },
      result: comparison,
    }),
    waitForMatch: call({
      doc: 'Waits until a picture is shown.',
      readOnly: true,
      params: [image],
      options: { region, tolerance, timeout },
      result: comparison,
    }),
    readText: call({
      doc: 'Reads the text that is shown.',
      readOnly: true,
      options: { region, language },
      result: z.string(),
    }),
    waitForText: call({
      doc: 'Waits until a text is shown; returns all that is shown then.',
      readOnly: true,
      params: [text],
      options: { region, ignoreCase, language, timeout },
      result: z.string(),
    }),
  },
})
