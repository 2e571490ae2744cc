import { EvaluationError } from '../value/evaluation-error.ts'
import { integerArgument, textArgument } from './argument-reading.ts'
import { type Callable, defineMethod } from './callable.ts'

/** The methods that take text apart. */
export const splitMethods: readonly Callable[] = [
  defineMethod('str.split', ([text, separator, most]) => split(text, separator, most, 'start'), {
    count: [0, 2],
    parameters: ['sep', 'maxsplit'],
  }),
  defineMethod('str.rsplit', ([text, separator, most]) => split(text, separator, most, 'end'), {
    count: [0, 2],
    parameters: ['sep', 'maxsplit'],
  }),
  defineMethod(
    'str.splitlines',
    ([text, keep]) => splitLines(textArgument(text, 'splitlines'), keep === true),
    {
      count: [0, 1],
      parameters: ['keepends'],
    },
  ),
]

/** Python's `split` and, from the end, `rsplit`: without a separator at any white space. */
export function split(value: unknown, separator: unknown, most: unknown, from: 'start' | 'end'): unknown[] {
  const text = textArgument(value, 'split')
  const limit = integerArgument(most, -1)
  if (separator === undefined || separator === null) return splitWords(text, limit, from)
  const mark = textArgument(separator, 'split')
  if (mark === '') throw new EvaluationError('ValueError', 'empty separator')
  const parts = text.split(mark)
  if (limit < 0 || parts.length <= limit + 1) return parts
  if (from === 'start') return [...parts.slice(0, limit), parts.slice(limit).join(mark)]
  const cut = parts.length - limit
  return [parts.slice(0, cut).join(mark), ...parts.slice(cut)]
}

function splitWords(text: string, limit: number, from: 'start' | 'end'): string[] {
  const words = [...text.matchAll(/\S+/g)]
  const all = words.map((word) => word[0])
  if (limit < 0 || words.length <= limit) return all
  if (from === 'start') {
    const rest = text.slice(words[limit]?.index).trimEnd()
    return [...all.slice(0, limit), rest]
  }
  const cut = words[words.length - limit]
  return [text.slice(0, cut?.index).trim(), ...all.slice(words.length - limit)]
}

/** Python's line ends, less the three ASCII separators (FS, GS, RS), which no console sends on purpose. */
const LINE_END = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/g

/** Python's `splitlines`. */
export function splitLines(text: string, keep: boolean): string[] {
  const lines: string[] = []
  let start = 0
  for (const { 0: end, index } of text.matchAll(LINE_END)) {
    lines.push(text.slice(start, keep ? index + end.length : index))
    start = index + end.length
  }
  return start < text.length ? [...lines, text.slice(start)] : lines
}
