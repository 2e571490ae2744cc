import { anything, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { toBytes } from '../../conversion/bytes.ts'
import { decode, encode } from '../../encoding/encoding.ts'
import { toText } from '../../value/text.ts'
import { charactersOf } from './text-or-bytes.ts'

const encoding = arg('encoding', text, 'The encoding, `UTF-8`, `ASCII`, `cp437`…')
const errors = optional(
  'errors',
  text,
  'strict',
  'What happens to what cannot be written: strict fails, ignore drops it, replace puts ? or \\ufffd in its place.',
)

/** The keywords between text and bytes. */
export const encodingKeywords = [
  defineKeyword({
    name: 'Encode String To Bytes',
    doc: 'Gives a text as bytes in an encoding.',
    arguments: [arg('string', anything, 'The text.'), encoding, errors],
    run: (given) => {
      const string = given.string instanceof Uint8Array ? charactersOf(given.string) : toText(given.string)
      return encode(string, given)
    },
  }),
  defineKeyword({
    name: 'Decode Bytes To String',
    doc: 'Gives bytes in an encoding as text.',
    arguments: [arg('bytes', anything, 'The bytes.'), encoding, errors],
    run: (given) => decode(toBytes(given.bytes), given),
  }),
]
