import { createContext, Script } from 'node:vm'
import type { Frame } from '../expression/frame.ts'
import { limitError } from '../value/evaluation-error.ts'
import { translatePattern } from './pattern-syntax.ts'

/** A regular expression in Python's spelling, ready to run. */
export class Pattern {
  readonly source: string
  readonly flags: string
  /** The pattern as its author wrote it. */
  readonly shown: string
  readonly regexp: RegExp
  /** How the time to match may grow with the text: the power in characters, as far as its repeats tell. */
  readonly power: number

  constructor(written: { source: string; flags: string; shown: string }, regexp: RegExp) {
    this.source = written.source
    this.flags = written.flags
    this.shown = written.shown
    this.regexp = regexp
    this.power = powerOf(written.source)
  }

  /** Reads a pattern; throws an EvaluationError of the type `error` (Python's re.error) if it is none. */
  static parse(source: string, flags: string, shown = source): Pattern {
    const key = `${flags}/${source}`
    const known = cache.get(key)
    if (known !== undefined) return known
    const translated = translatePattern(source, flags)
    const pattern = new Pattern(
      { source, flags, shown },
      new RegExp(translated.source, `${translated.flags}dg`),
    )
    if (cache.size >= MOST_CACHED) cache.clear()
    cache.set(key, pattern)
    return pattern
  }

  toString(): string {
    return `re.compile('${this.source}')`
  }
}

const MOST_CACHED = 200
const cache = new Map<string, Pattern>()

/** Below this many steps in the worst case a pattern runs without a watch. */
const HARMLESS = 1_000_000

/** What is left of the time for patterns. */
export type PatternBudget = Pick<Frame, 'patternTime'>

/** The first match at or after an offset, or null. Takes its time off the frame's limit, and is stopped at it. */
export function runPattern(
  pattern: Pattern,
  text: string,
  frame: PatternBudget,
  from = 0,
): RegExpExecArray | null {
  const { regexp } = pattern
  const match = { regexp, text, from }
  const length = text.length - from
  if ((length + 10) ** pattern.power <= HARMLESS) return execute(match)
  const start = performance.now()
  const result = runWatched(match, Math.max(1, Math.ceil(frame.patternTime)))
  frame.patternTime -= performance.now() - start
  if (result !== undefined) return result
  throw limitError(`the pattern "${pattern.shown}" takes too long on ${text.length} characters`)
}

interface Matching {
  readonly regexp: RegExp
  readonly text: string
  readonly from: number
}

function execute({ regexp, text, from }: Matching): RegExpExecArray | null {
  regexp.lastIndex = from
  return regexp.exec(text)
}

/** A match within a time, undefined if that is over. Another try is due to a process that had no processor meanwhile. */
function runWatched(match: Matching, timeout: number): RegExpExecArray | null | undefined {
  for (let attempt = 0; attempt < 2; attempt++) {
    const before = process.cpuUsage().user
    match.regexp.lastIndex = match.from
    const result = watched(match, timeout)
    if (result !== undefined || process.cpuUsage().user - before > timeout * 500) return result
  }
  return undefined
}

/**
 * The power with which matching may grow: one for the search for a start, one for each repeat without a bound,
 * and no bound at all where repeats stand inside repeats or groups are referred to.
 */
function powerOf(source: string): number {
  const text = source.replace(/\\./gs, 'x').replace(/\[\^?\]?[^\]]*\]/g, 'x')
  if (/\)(?:[*+]|\{)/.test(text) || /\\[1-9]|\(\?P=/.test(source)) return Number.POSITIVE_INFINITY
  return 1 + (text.match(/[*+]|\{\d*,\d*\}|\{\d{2,}\}/g)?.length ?? 0)
}

let watch: { readonly script: Script; readonly context: { regexp?: RegExp; text?: string } } | undefined

/** Runs a match that V8 ends when its time is over; costs about 0.1 ms. */
function watched({ regexp, text }: Matching, timeout: number): RegExpExecArray | null | undefined {
  watch ??= { script: new Script('regexp.exec(text)'), context: createContext(Object.create(null)) }
  const { script, context } = watch
  context.regexp = regexp
  context.text = text
  try {
    return script.runInContext(context, { timeout }) as RegExpExecArray | null
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined
    throw error
  } finally {
    context.regexp = /(?:)/
    context.text = ''
  }
}
