import { anything, boolean, integer, oneOf, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { bytesOf } from '../../conversion/bytes.ts'
import { integerOf, numberOf } from '../../conversion/numbers.ts'
import { toText } from '../../value/text.ts'
import { isTruthy } from '../../value/value.ts'

const item = arg('item', anything, 'The value.')
const base = optional('base', integer, undefined, 'The base that text is written in.')
const prefix = optional('prefix', text, '', 'Text before the digits.')
const length = optional('length', integer, undefined, 'How many digits at least; zeros fill them.')
const form = optional('inputType', oneOf('text', 'int', 'hex', 'bin'), 'text', 'How the bytes are written.')

/** The keywords that make one type of another. */
export const conversionKeywords = [
  defineKeyword({
    name: 'Convert To Integer',
    doc: 'Gives a value as a whole number; text may begin with 0b, 0o or 0x.',
    arguments: [item, base],
    run: (given) => integerOf(given.item, given.base),
  }),
  defineKeyword({
    name: 'Convert To Number',
    doc: 'Gives a value as a number, rounded if a precision is given.',
    arguments: [item, optional('precision', integer, undefined, 'Decimal places to keep.')],
    run: (given) => numberOf(given.item, given.precision),
  }),
  defineKeyword({
    name: 'Convert To String',
    doc: 'Gives a value as text.',
    arguments: [item],
    run: (given) => toText(given.item).normalize('NFC'),
  }),
  defineKeyword({
    name: 'Convert To Boolean',
    doc: 'Gives True or False: the text `False` is False, other values are what they are in conditions.',
    arguments: [item],
    run: (given) => !/^false$/i.test(String(given.item)) && isTruthy(given.item),
  }),
  defineKeyword({
    name: 'Convert To Bytes',
    doc: 'Gives bytes of text, or of numbers written in decimal, hexadecimal or binary.',
    arguments: [arg('input', anything, 'Text or a list.'), form],
    run: (given) => bytesOf(given.input, given.inputType),
  }),
  defineKeyword({
    name: 'Convert To Binary',
    doc: 'Gives a whole number in base 2.',
    arguments: [item, base, prefix, length],
    run: (given) => inBase(2, given),
  }),
  defineKeyword({
    name: 'Convert To Octal',
    doc: 'Gives a whole number in base 8.',
    arguments: [item, base, prefix, length],
    run: (given) => inBase(8, given),
  }),
  defineKeyword({
    name: 'Convert To Hex',
    doc: 'Gives a whole number in base 16.',
    arguments: [
      item,
      base,
      prefix,
      length,
      optional('lowercase', boolean, false, 'True writes a to f small.'),
    ],
    run: (given) => inBase(16, given, given.lowercase),
  }),
]

interface InBase {
  readonly item: unknown
  readonly base: number | undefined
  readonly prefix: string
  readonly length: number | undefined
}

function inBase(radix: number, given: InBase, lowercase = false): string {
  const digits = integerOf(given.item, given.base).toString(radix)
  const [, sign = '', plain = ''] = /^(-?)(.*)$/.exec(lowercase ? digits : digits.toUpperCase()) ?? []
  return sign + given.prefix + plain.padStart(given.length ?? 0, '0')
}
