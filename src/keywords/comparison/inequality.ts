import { equal } from '../value/equality.ts'
import { spokenType } from '../value/spoken-type.ts'
import { toText } from '../value/text.ts'
import { type Formatter, formatters } from './formatter.ts'
import { unifiedDiff } from './unified-diff.ts'

/** How a failed comparison is told: a text of the author's, and whether the values stand behind it. */
export interface Telling {
  readonly msg: string | undefined
  readonly values: boolean
  readonly formatter?: Formatter
}

/** Fails unless the values are equal, as Python sees it; the message is Robot's. */
export function mustBeEqual(first: unknown, second: unknown, telling: Telling): void {
  if (equal(first, second)) return
  const { msg, values, formatter = formatters.str } = telling
  if (values && typeof first === 'string' && typeof second === 'string')
    mustHaveFewLines(first, second, telling)
  throw new Error(told(unequalText(first, second, formatter), msg, values))
}

/** `a != b`, with the types of values that are written alike. */
export function unequalText(first: unknown, second: unknown, formatter: Formatter = formatters.str): string {
  const [a, b] = [formatter(first), formatter(second)]
  return a === b ? `${a} (${spokenType(first)}) != ${b} (${spokenType(second)})` : `${a} != ${b}`
}

/** Fails if the values are equal. */
export function mustDiffer(first: unknown, second: unknown, { msg, values }: Telling): void {
  if (equal(first, second)) throw new Error(told(`${toText(first)} == ${toText(second)}`, msg, values))
}

/** `msg: reason`; without values only `msg`, without a `msg` only the reason. */
export function told(reason: string, msg: string | undefined, values: boolean): string {
  if (msg === undefined || msg === '') return reason
  return values ? `${msg}: ${reason}` : msg
}

/** `'a' contains 'b'`, with the author's text before it. */
export function toldOf(first: unknown, relation: string, second: unknown, { msg, values }: Telling): string {
  return told(`'${toText(first)}' ${relation} '${toText(second)}'`, msg, values)
}

function mustHaveFewLines(first: string, second: string, { msg, formatter = formatters.str }: Telling): void {
  const [a, b] = [linesOf(first), linesOf(second)]
  if (a.length < 3 || b.length < 3) return
  const [from, to, range, ...lines] = unifiedDiff(a, b)
  const shown = lines.map((line) => line.charAt(0) + formatter(line.slice(1)).trimEnd())
  const text = ['Multiline strings are different:', from, to, range, ...shown].join('\n')
  throw new Error(msg === undefined || msg === '' ? text : `${msg}: ${text}`)
}

function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? []
}
