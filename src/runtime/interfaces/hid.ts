import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'
import { duration } from '../units.ts'

const button = z.enum(['left', 'middle', 'right']).default('left').describe('left, middle or right.')
const place = (name: 'x' | 'y', doc: string) => param(name, z.coerce.number().nonnegative(), doc)
const x = place('x', 'Pixels from the left edge of the screen.')
const y = place('y', 'Pixels from the upper edge of the screen.')

/** Typing and pointing: keyboard and mouse of a device. */
export const hid = defineInterface({
  name: 'hid',
  version: 1,
  doc: 'Types on the keyboard of a device and moves its mouse.',
  members: {
    type: call({
      doc: 'Types text on a keyboard with US layout; a line end is the Enter key.',
      params: [param('text', z.string(), 'The text.')],
      options: { pause: duration().default(20).describe('How long between two keys.') },
      result: z.void(),
    }),
    press: call({
      doc: 'Presses keys together and releases them, such as `ctrl+alt+delete`, `F2` or `Enter`.',
      params: [param('keys', z.string(), 'Names of keys, joined by `+`.')],
      options: { hold: duration().default(50).describe('How long they are held down.') },
      result: z.void(),
    }),
    move: call({
      doc: 'Moves the mouse pointer to a place on the screen.',
      params: [x, y],
      result: z.void(),
    }),
    click: call({
      doc: 'Moves the mouse pointer to a place on the screen, where one is given, and clicks.',
      options: {
        x: z.coerce.number().nonnegative().optional().describe(x.doc),
        y: z.coerce.number().nonnegative().optional().describe(y.doc),
        button,
        count: z.coerce.number().int().min(1).max(3).default(1).describe('2 for a double click.'),
      },
      result: z.void(),
    }),
    scroll: call({
      doc: 'Turns the mouse wheel.',
      params: [param('steps', z.coerce.number().int(), 'Steps down; negative ones go up.')],
      result: z.void(),
    }),
  },
})
