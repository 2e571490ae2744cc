import { z } from 'zod'
import { call, defineInterface, items, param } from '../interface.ts'
import { duration } from '../units.ts'

const place = z.number().int().min(1)
const rows = z.array(z.string()).describe('The rows from the top, without blanks at their ends.')

/** A display of characters in rows, seen from outside: by a virtual board itself, or a camera over the glass. */
export const lcd = defineInterface({
  name: 'lcd',
  version: 1,
  doc: 'Reads a character display.',
  members: {
    text: call({
      doc: 'Reads what is shown, row by row from the top; blanks at the end of a row are left out.',
      readOnly: true,
      result: rows,
    }),
    state: call({
      doc: 'Tells whether the display is on, how large it is, and where its cursor stands.',
      readOnly: true,
      result: z.object({
        display: z.enum(['on', 'off']),
        backlight: z.enum(['on', 'off']).optional().describe('Left out where it cannot be switched.'),
        columns: place.describe('Characters in a row.'),
        rows: place.describe('Rows.'),
        cursor: z.object({
          visible: z.boolean().describe('Whether there is a line below its cell.'),
          blinking: z.boolean().describe('Whether its cell blinks.'),
          row: place
            .optional()
            .describe('From the top, 1 is the first; left out if it stands on no cell in sight.'),
          column: place.optional().describe('From the left, 1 is the first.'),
        }),
      }),
    }),
    waitForText: call({
      doc: 'Waits until a text is shown; returns all rows.',
      readOnly: true,
      params: [
        param(
          'text',
          z.string(),
          'What is to stand within a row; of several lines, each within the row below the last.',
        ),
      ],
      options: {
        row: z.coerce
          .number()
          .int()
          .min(1)
          .optional()
          .describe('The row where it must stand, 1 is the first; any if left out.'),
        timeout: duration().default(5000).describe('How long to wait at most; 0 looks once.'),
      },
      result: rows,
    }),
    changes: items({
      doc: 'Tells what is shown, now and whenever it changes.',
      readOnly: true,
      item: z.object({
        time: z.number().meta({ unit: 'ms', description: 'Device time of the change.' }),
        rows,
      }),
    }),
  },
})
