import { SuiteError } from '../../runtime/errors.ts'
import { syntaxFailure } from '../interpreter/failure.ts'
import { tuple } from '../value/tuple.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'
import { rangeOf } from './for-range.ts'
import { ZIP_MODES, zipped } from './for-zip.ts'
import { optionText, optionValue, optionWord } from './loop-option.ts'

export type ForFlavor = 'IN' | 'IN RANGE' | 'IN ENUMERATE' | 'IN ZIP'

/** What the rounds of a `FOR` come from. */
export interface ForRounds {
  readonly flavor: ForFlavor
  readonly targets: { readonly length: number }
  readonly values: readonly Source[]
  /** The same values as dictionary items, where one of them is a `&{dict}`. */
  readonly dict: ((scopes: Scopes) => Map<unknown, unknown>) | undefined
  /** First index of `IN ENUMERATE`. */
  readonly start: Source | undefined
  /** `STRICT`, `LONGEST` or `SHORTEST` of `IN ZIP`. */
  readonly mode: Source | undefined
  readonly fill: Source | undefined
}

type Round = readonly unknown[]

/** The values of each round, made as they are needed. A lone variable takes several values as a tuple. */
export function roundsOf(loop: ForRounds, scopes: Scopes): Iterable<Round> {
  const size = loop.targets.length
  switch (loop.flavor) {
    case 'IN':
      return loop.dict === undefined
        ? groups(listOf(loop, scopes), size, notMultiple)
        : entriesOf(loop.dict(scopes), size)
    case 'IN RANGE':
      if (loop.dict !== undefined) throw noDict('IN RANGE')
      return groups(rangeOf(listOf(loop, scopes)), size, notMultiple)
    case 'IN ENUMERATE':
      return enumerated(loop, scopes)
    case 'IN ZIP':
      return zippedRounds(loop, scopes)
  }
}

function listOf({ values }: ForRounds, scopes: Scopes): unknown[] {
  return values.flatMap((source) => {
    const value = source.get(scopes)
    return source.expands === 'list' ? (value as unknown[]) : [value]
  })
}

function entriesOf(dict: ReadonlyMap<unknown, unknown>, size: number): Iterable<Round> {
  if (size <= 2) return together(dict, size)
  const most = 'Number of FOR loop variables must be 1 or 2 when iterating over dictionaries'
  throw syntaxFailure(`${most}, got ${size}.`)
}

/** The values of a round as one, where there is one variable for them. */
function* together(rounds: Iterable<Round>, size: number): Iterable<Round> {
  for (const round of rounds) yield size === 1 && round.length !== 1 ? [tuple(round)] : round
}

function groups(
  values: Iterable<unknown> & { readonly length: number },
  size: number,
  refuse: (count: number, size: number) => Error,
): Iterable<Round> {
  if (values.length % size !== 0) throw refuse(values.length, size)
  return grouped(values, size)
}

function* grouped(values: Iterable<unknown>, size: number): Iterable<Round> {
  let group: unknown[] = []
  for (const value of values) {
    group.push(value)
    if (group.length < size) continue
    yield group
    group = []
  }
}

function notMultiple(count: number, size: number): SuiteError {
  return wrongNumber('Number of FOR loop values should be multiple of its variables.', count, size)
}

function notMultipleIndexed(count: number, size: number): SuiteError {
  const what = 'Number of FOR IN ENUMERATE loop values should be multiple of its variables'
  return wrongNumber(`${what} (excluding the index).`, count, size)
}

function wrongNumber(what: string, count: number, size: number): SuiteError {
  const got = `Got ${size} variables but ${count} value${count === 1 ? '' : 's'}.`
  return new SuiteError('for-values', `${what} ${got}`)
}

function enumerated(loop: ForRounds, scopes: Scopes): Iterable<Round> {
  const start = startOf(loop.start, scopes)
  const size = loop.targets.length
  const rounds =
    loop.dict === undefined
      ? groups(listOf(loop, scopes), Math.max(size - 1, 1), notMultipleIndexed)
      : indexedEntries(loop.dict(scopes), size)
  return together(withIndex(rounds, start), size)
}

function indexedEntries(dict: ReadonlyMap<unknown, unknown>, size: number): Iterable<Round> {
  if (size <= 3) return size === 2 ? Array.from(dict, (entry) => [tuple(entry)]) : dict
  const most = 'Number of FOR IN ENUMERATE loop variables must be 1-3 when iterating over dictionaries'
  throw syntaxFailure(`${most}, got ${size}.`)
}

function* withIndex(rounds: Iterable<Round>, start: number): Iterable<Round> {
  let index = start
  for (const round of rounds) yield [index++, ...round]
}

function startOf(source: Source | undefined, scopes: Scopes): number {
  const text = optionText('FOR IN ENUMERATE start value', source, scopes)
  if (text === undefined) return 0
  if (/^\s*[-+]?\d+(?:_\d+)*\s*$/.test(text)) return Number(text.replaceAll('_', ''))
  const message = `Invalid FOR IN ENUMERATE start value: Value must be an integer, got '${text}'.`
  throw new SuiteError('for-values', message)
}

function zippedRounds(loop: ForRounds, scopes: Scopes): Iterable<Round> {
  const what = 'FOR IN ZIP mode'
  const mode = optionWord(what, optionText(what, loop.mode, scopes), ZIP_MODES)
  const fill = optionValue('FOR IN ZIP fill value', loop.fill, scopes) ?? null
  if (loop.dict !== undefined) throw noDict('IN ZIP')
  const size = loop.targets.length
  const lists = listOf(loop, scopes)
  return together(zipped(lists, { mode, fill, check: () => groups(lists, size, notMultiple) }), size)
}

function noDict(flavor: ForFlavor): Error {
  return syntaxFailure(`FOR ${flavor} loops do not support iterating over dictionaries.`)
}
