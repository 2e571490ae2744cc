import { anything, integer } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import {
  collapseSpaces,
  formatter,
  ignoreCase,
  msg,
  stripSpaces,
  values,
} from '../../comparison/check-arguments.ts'
import { mustBeEqual, mustDiffer } from '../../comparison/inequality.ts'
import { normalize, type Tolerance } from '../../comparison/normalize.ts'
import { toBytes } from '../../conversion/bytes.ts'
import { convertToType, mustBeOfType } from '../../conversion/convert-to-type.ts'
import { integerOf, numberOf } from '../../conversion/numbers.ts'
import { typeError } from '../../value/evaluation-error.ts'
import { spokenType } from '../../value/spoken-type.ts'
import { toText } from '../../value/text.ts'
import { typeName } from '../../value/value.ts'

const both = [arg('first', anything, 'One value.'), arg('second', anything, 'The other value.')] as const
const base = optional('base', integer, undefined, 'The base that texts are written in.')
const precision = optional('precision', integer, 6, 'Decimal places that count.')
const type = optional(
  'type',
  anything,
  undefined,
  'The type that the second value is converted to; `auto` takes the first one’s.',
)
const types = optional('types', anything, undefined, 'The type that both values are converted to.')

/** The checks that compare two values. */
export const equalityKeywords = [
  defineKeyword({
    name: 'Should Be Equal',
    doc: 'Fails unless two values are equal. Texts and numbers are never equal: see the As variants.',
    arguments: [...both, msg, values, ignoreCase, formatter, stripSpaces, collapseSpaces, type, types],
    run: (given, context) => {
      logTypes(given.first, given.second, context)
      const [first, second] = converted(given.first, given.second, given)
      mustBeEqual(normalize(first, given), normalize(second, given), given)
    },
  }),
  defineKeyword({
    name: 'Should Not Be Equal',
    doc: 'Fails if two values are equal.',
    arguments: [...both, msg, values, ignoreCase, stripSpaces, collapseSpaces],
    run: (given, context) => {
      logTypes(given.first, given.second, context)
      const [first, second] = sameBytes(given.first, given.second)
      mustDiffer(normalize(first, given), normalize(second, given), given)
    },
  }),
  defineKeyword({
    name: 'Should Be Equal As Integers',
    doc: 'Fails unless two values are equal as whole numbers.',
    arguments: [...both, msg, values, base],
    run: (given) =>
      mustBeEqual(integerOf(given.first, given.base), integerOf(given.second, given.base), given),
  }),
  defineKeyword({
    name: 'Should Not Be Equal As Integers',
    doc: 'Fails if two values are equal as whole numbers.',
    arguments: [...both, msg, values, base],
    run: (given) =>
      mustDiffer(integerOf(given.first, given.base), integerOf(given.second, given.base), given),
  }),
  defineKeyword({
    name: 'Should Be Equal As Numbers',
    doc: 'Fails unless two values are equal as numbers, rounded to the precision.',
    arguments: [...both, msg, values, precision],
    run: (given) => {
      mustBeEqual(numberOf(given.first, given.precision), numberOf(given.second, given.precision), given)
    },
  }),
  defineKeyword({
    name: 'Should Not Be Equal As Numbers',
    doc: 'Fails if two values are equal as numbers, rounded to the precision.',
    arguments: [...both, msg, values, precision],
    run: (given) => {
      mustDiffer(numberOf(given.first, given.precision), numberOf(given.second, given.precision), given)
    },
  }),
  defineKeyword({
    name: 'Should Be Equal As Strings',
    doc: 'Fails unless two values are equal as text.',
    arguments: [...both, msg, values, ignoreCase, stripSpaces, formatter, collapseSpaces],
    run: (given) => mustBeEqual(asText(given.first, given), asText(given.second, given), given),
  }),
  defineKeyword({
    name: 'Should Not Be Equal As Strings',
    doc: 'Fails if two values are equal as text.',
    arguments: [...both, msg, values, ignoreCase, stripSpaces, collapseSpaces],
    run: (given) => mustDiffer(asText(given.first, given), asText(given.second, given), given),
  }),
]

function asText(value: unknown, tolerance: Tolerance): unknown {
  return normalize(toText(value).normalize('NFC'), tolerance)
}

/** Values of two types are rarely equal: that is worth a line. */
function logTypes(first: unknown, second: unknown, context: KeywordContext): void {
  if (typeof first === typeof second && typeof first !== 'object') return
  if (typeName(first) !== typeName(second))
    context.log(`Argument types are:\n${spokenType(first)}\n${spokenType(second)}`)
}

function sameBytes(first: unknown, second: unknown): readonly [unknown, unknown] {
  return first instanceof Uint8Array ? [first, toBytes(second)] : [first, second]
}

function converted(
  first: unknown,
  second: unknown,
  { type: one, types: all }: { readonly type: unknown; readonly types: unknown },
): readonly [unknown, unknown] {
  if (one && all) throw typeError("Cannot use both 'type' and 'types' arguments.")
  if (!one && !all) return sameBytes(first, second)
  if (all) return [convertToType(first, all, 'first'), convertToType(second, all, 'second')]
  const wanted = String(one).toUpperCase() === 'AUTO' ? typeName(first) : one
  mustBeOfType(first, wanted)
  return [first, convertToType(second, wanted, 'second')]
}
