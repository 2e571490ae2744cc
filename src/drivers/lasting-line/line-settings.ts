import { z } from 'zod'
import { paste } from './paste.ts'

/** What every console with a connection that comes and goes can be told in the bench file. */
export const lineSettings = {
  paste,
  log: z
    .string()
    .optional()
    .describe(
      'File that gets every byte while the bench is open, whoever listens; relative to the bench file.',
    ),
  appearsLater: z
    .boolean()
    .default(false)
    .describe('true: it need not be there when the bench opens, as a port that comes with the power.'),
}
