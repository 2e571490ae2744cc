import type { Argument, Keyword } from '../catalogue/keyword.ts'
import { isNear } from './near-word.ts'
import type { PhrasePart } from './phrase.ts'
import type { Token } from './tokens.ts'

/** A part of a phrase in which nothing is left out any more. */
export type FlatPart = Exclude<PhrasePart, { kind: 'optional' }>

/** What a text would be as a sentence: what differs, and how it is written. */
export interface Alignment {
  /** How far the text is from the sentence; a word that is another one counts 1. */
  readonly cost: number
  /** The words and values of the sentence. */
  readonly pieces: readonly string[]
  /** What is wrong; `value` where something stands in the place of a value that is none. */
  readonly faults: readonly Fault[]
}

/** One thing that is wrong with a text as a sentence. */
export type Fault =
  | { readonly kind: 'word' | 'quotes' }
  | { readonly kind: 'value'; readonly argument: Argument; readonly start: number; readonly end: number }

const END: Alignment = { cost: 0, pieces: [], faults: [] }
const LONGEST_TEXT = 8

/** The nearest way to read tokens of a text as a phrase of a keyword. */
export function alignPhrase(
  parts: readonly FlatPart[],
  tokens: readonly Token[],
  { keyword, text }: { readonly keyword: Keyword; readonly text: string },
): Alignment {
  const known = new Map<number, Alignment>()
  const from = (part: number, token: number): Alignment => {
    const key = part * (tokens.length + 1) + token
    const best = known.get(key) ?? cheapest(waysFrom(part, token))
    known.set(key, best)
    return best
  }
  const waysFrom = (at: number, start: number): Alignment[] => {
    const part = parts[at]
    const [token] = tokens.slice(start)
    const extra = token === undefined ? [] : [add({ cost: 1, fault: 'word' }, from(at, start + 1))]
    if (part === undefined) return token === undefined ? [END] : extra
    const missing = add(lacking(part), from(at + 1, start))
    const taken = steps(part, tokens.slice(start), { keyword, text })
    return [missing, ...taken.map(({ count, ...step }) => add(step, from(at + 1, start + count))), ...extra]
  }
  return from(0, 0)
}

interface AlignStep {
  readonly cost: number
  readonly piece?: string
  readonly fault?: Fault | 'word' | 'quotes'
}

interface TakingStep extends AlignStep {
  readonly count: number
}

function add({ cost, piece, fault }: AlignStep, rest: Alignment): Alignment {
  const own = typeof fault === 'string' ? { kind: fault } : fault
  return {
    cost: cost + rest.cost,
    pieces: piece === undefined ? rest.pieces : [piece, ...rest.pieces],
    faults: own === undefined ? rest.faults : [own, ...rest.faults],
  }
}

function cheapest(ways: readonly Alignment[]): Alignment {
  return ways.reduce((best, way) => (way.cost < best.cost ? way : best))
}

function lacking(part: FlatPart): AlignStep {
  if (part.kind === 'word') return { cost: /\w/.test(part.word) ? 1 : 2, piece: part.word, fault: 'word' }
  return { cost: 1.2, piece: `{${part.name.replace(/_$/, '')}}`, fault: 'word' }
}

/** What a part can take of the tokens. */
function steps(
  part: FlatPart,
  tokens: readonly Token[],
  { keyword, text }: { readonly keyword: Keyword; readonly text: string },
): TakingStep[] {
  const [first] = tokens
  if (first === undefined) return []
  if (part.kind === 'word') return wordSteps(part.word, first)
  const argument = keyword.arguments.find(({ name }) => name === part.name)
  const runs = tokens.map((last, index) => ({ count: index + 1, last }))
  const written = (last: Token) => text.slice(first.start, last.end)
  if (part.kind === 'pattern')
    return first.kind === 'pattern' ? [{ cost: 0, count: 1, piece: written(first) }] : []
  if (part.kind === 'values') return runs.map(({ count }) => severalValues(tokens.slice(0, count), text))
  if (part.kind !== 'value') return runs.map(({ count, last }) => ({ cost: 0, count, piece: written(last) }))
  if (first.kind === 'pattern') return []
  if (first.kind !== 'word') {
    const whole = { cost: 0, count: 1, piece: written(first) }
    return first.kind === 'number' ? [whole, ...wrongUnit(tokens, argument, text)] : [whole]
  }
  return wordValue(runs.slice(0, LONGEST_TEXT), first, { argument, written })
}

function wordSteps(word: string, token: Token): TakingStep[] {
  if (token.kind !== 'word') return []
  const content = token.content.toLowerCase()
  if (content === word) return [{ cost: 0, count: 1, piece: token.content }]
  if (!/\w/.test(content) || !/\w/.test(word)) return []
  return [{ cost: isNear(content, word) ? 0.4 : 1, count: 1, piece: word, fault: 'word' }]
}

/** Values with commas between, which may be missing. */
function severalValues(tokens: readonly Token[], text: string): TakingStep {
  const count = tokens.length
  const values = tokens.filter(({ kind, content }) => kind !== 'word' || !SEPARATORS.has(content))
  const loose = values.filter(({ kind }) => kind === 'word').length
  const written = values.map(({ kind, start, end }) => {
    const value = text.slice(start, end)
    return kind === 'word' ? `"${value}"` : value
  })
  const missing = Math.max(0, 2 * values.length - 1 - count)
  const step = { cost: 0.4 * loose + 0.2 * missing, count, piece: written.join(', ') }
  if (loose === 0 && missing === 0) return step
  return { ...step, fault: missing === 0 ? 'quotes' : 'word' }
}

const SEPARATORS: ReadonlySet<string> = new Set([',', 'and'])

/** `10 sek`, where a duration is asked for. */
function wrongUnit(tokens: readonly Token[], argument: Argument | undefined, text: string): TakingStep[] {
  const [number, unit] = tokens
  if (
    number === undefined ||
    /[^-+.\d]/.test(number.content) ||
    unit?.kind !== 'word' ||
    !/^\p{L}+$/u.test(unit.content)
  )
    return []
  const { start } = number
  const { end } = unit
  const piece = text.slice(start, end)
  if (argument === undefined || PLAIN.has(argument.type.name))
    return [{ cost: 0.6, count: 2, piece: `"${piece}"`, fault: 'quotes' }]
  return [{ cost: 0.5, count: 2, piece, fault: { kind: 'value', argument, start, end } }]
}

/** Words without quotes. */
function wordValue(
  runs: readonly { readonly count: number; readonly last: Token }[],
  first: Token,
  { argument, written }: { argument: Argument | undefined; written: (last: Token) => string },
): TakingStep[] {
  const words = argument?.type.words ?? []
  const near = words.find((word) => isNear(first.content.toLowerCase(), word))
  if (near !== undefined) {
    const isSame = near.toLowerCase() === first.content.toLowerCase()
    return [{ cost: isSame ? 0 : 0.4, count: 1, piece: near, ...(isSame ? {} : { fault: 'word' as const }) }]
  }
  if (argument !== undefined && !PLAIN.has(argument.type.name)) {
    const { start, end } = first
    return [{ cost: 0.6, count: 1, piece: first.content, fault: { kind: 'value', argument, start, end } }]
  }
  return runs.map(({ count, last }) => ({
    ...{ cost: 0.4 + count / 10, count, piece: `"${written(last)}"`, fault: 'quotes' as const },
  }))
}

const PLAIN: ReadonlySet<string> = new Set(['text', 'value'])
