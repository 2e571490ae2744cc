import { type Frame, spend } from '../expression/frame.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { tuple } from '../value/tuple.ts'
import { integerArgument, textArgument } from './argument-reading.ts'
import { type Callable, define } from './callable.ts'
import { expandTemplate, Match } from './match.ts'
import { Pattern, runPattern } from './pattern.ts'

/** Flags of `re.I` and its like, as bits. */
export const patternFlags: ReadonlyMap<string, unknown> = new Map([
  ['I', 2],
  ['IGNORECASE', 2],
  ['M', 8],
  ['MULTILINE', 8],
  ['S', 16],
  ['DOTALL', 16],
])

/** The functions of `re`. */
export const regularExpressions: readonly Callable[] = [
  searching('match', (pattern, text, frame) => anchored(pattern, text, frame, '')),
  searching('fullmatch', (pattern, text, frame) => anchored(pattern, text, frame, WHOLE)),
  searching('search', (pattern, text, frame) => asMatch(runPattern(pattern, text, frame), text)),
  searching('findall', (pattern, text, frame) => all(pattern, text, frame).map(found)),
  searching('finditer', (pattern, text, frame) =>
    all(pattern, text, frame).map((match) => new Match(match, text)),
  ),
  define('re.sub', substitute, {
    count: [3, 5],
    parameters: ['pattern', 'repl', 'string', 'count', 'flags'],
    text: true,
  }),
  define('re.split', split, {
    count: [2, 4],
    parameters: ['pattern', 'string', 'maxsplit', 'flags'],
    text: true,
  }),
  define(
    're.escape',
    ([text]) => textArgument(text, 're.escape').replace(/[-\\^$*+?.()|[\]{}#&~\s]/g, '\\$&'),
    { text: true, work: 'items' },
  ),
  define('re.compile', ([source, flags]) => patternOf(source, flags), {
    count: [1, 2],
    parameters: ['pattern', 'flags'],
    text: true,
  }),
]

type Search = (pattern: Pattern, text: string, frame: Frame) => unknown

function searching(name: string, search: Search): Callable {
  const full = `re.${name}`
  return define(
    full,
    ([source, text, flags], frame) => search(patternOf(source, flags), textArgument(text, full), frame),
    { count: [2, 3], parameters: ['pattern', 'string', 'flags'], text: true },
  )
}

function patternOf(source: unknown, flags: unknown): Pattern {
  if (source instanceof Pattern) return source
  const bits = integerArgument(flags, 0)
  const letters = (bits & 2 ? 'i' : '') + (bits & 8 ? 'm' : '') + (bits & 16 ? 's' : '')
  return Pattern.parse(textArgument(source, 'pattern'), letters)
}

/** What a pattern matches at the start of a text. */
export function matchAtStart(pattern: Pattern, text: string, frame: Frame): RegExpExecArray | null {
  return runAnchored(pattern, text, frame, '')
}

/** Whether a pattern matches the whole of a text. */
export function matchesWhole(pattern: Pattern, text: string, frame: Frame): boolean {
  return runAnchored(pattern, text, frame, WHOLE) !== null
}

/** Ends a pattern that must match to the end of the text. */
const WHOLE = '\\Z'

/** A match at the very start. */
function anchored(pattern: Pattern, text: string, frame: Frame, end: string): Match | null {
  return asMatch(runAnchored(pattern, text, frame, end), text)
}

function runAnchored(pattern: Pattern, text: string, frame: Frame, end: string): RegExpExecArray | null {
  const lead = /^\(\?[aiLmsu]+\)/.exec(pattern.source)?.[0] ?? ''
  const anchoredSource = `${lead}\\A(?:${pattern.source.slice(lead.length)})${end}`
  const whole = Pattern.parse(anchoredSource, pattern.flags, pattern.shown)
  return runPattern(whole, text, frame)
}

function asMatch(match: RegExpExecArray | null, text: string): Match | null {
  return match === null ? null : new Match(match, text)
}

/** All matches, one after the other; an empty one moves on by a character. */
export function all(
  pattern: Pattern,
  text: string,
  frame: Frame,
  most = Number.POSITIVE_INFINITY,
): RegExpExecArray[] {
  const matches: RegExpExecArray[] = []
  for (let from = 0; from <= text.length && matches.length < most; ) {
    spend(frame, 8)
    const match = runPattern(pattern, text, frame, from)
    if (match === null) break
    matches.push(match)
    from = match.index + Math.max(1, match[0].length)
  }
  return matches
}

function found(match: RegExpExecArray): unknown {
  const groups = match.slice(1).map((group) => group ?? '')
  if (groups.length === 0) return match[0]
  return groups.length === 1 ? groups[0] : tuple(groups)
}

function substitute(args: readonly unknown[], frame: Frame): string {
  const [source, template, subject, count, flags] = args
  const text = textArgument(subject, 're.sub')
  const replacement = textArgument(template, 're.sub')
  return replaceMatches(
    patternOf(source, flags),
    { text, replacement, most: integerArgument(count, 0) },
    frame,
  )
}

/** Puts a replacement in place of the matches of a pattern; with `most` 0 of all of them. */
export function replaceMatches(
  pattern: Pattern,
  { text, replacement, most }: { text: string; replacement: string; most: number },
  frame: Frame,
): string {
  let result = ''
  let done = 0
  for (const match of all(pattern, text, frame, most > 0 ? most : undefined)) {
    result += text.slice(done, match.index) + expandTemplate(replacement, match)
    done = match.index + match[0].length
    if (result.length > 10_000_000) throw new EvaluationError('LimitError', 'the text becomes too long')
  }
  return result + text.slice(done)
}

function split(args: readonly unknown[], frame: Frame): unknown[] {
  const [source, subject, most, flags] = args
  const text = textArgument(subject, 're.split')
  const limit = integerArgument(most, 0)
  const parts: unknown[] = []
  let done = 0
  for (const match of all(patternOf(source, flags), text, frame, limit > 0 ? limit : undefined)) {
    parts.push(text.slice(done, match.index), ...match.slice(1).map((group) => group ?? null))
    done = match.index + match[0].length
  }
  return [...parts, text.slice(done)]
}
