import { hid } from '../../../runtime/interfaces/hid.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'

/** Names that read better than the generated ones. */
const NAMES: Readonly<Record<string, string>> = {
  'Hid Type': 'Type Text',
  'Hid Press': 'Press Keys',
  'Hid Move': 'Move Mouse To',
  'Hid Click': 'Click Mouse',
  'Hid Scroll': 'Scroll Mouse',
}

const generated = generateKeywords(hid)
const renamed = generated.map((keyword) => ({ ...keyword, name: NAMES[keyword.name] ?? keyword.name }))

/** Keywords for keyboard and mouse. */
export const hidLibrary = defineLibrary('Keyboard And Mouse', hid.doc, [
  ...withPhrases(renamed, {
    'Type Text': ['Type {text} on the keyboard'],
    'Press Keys': ['Press keys {keys}'],
    'Move Mouse To': ['Move mouse to {x}, {y}'],
    'Click Mouse': ['Click mouse at {x}, {y}'],
  }),
  ...generated,
])
