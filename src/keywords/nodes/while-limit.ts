import { SuiteError } from '../../runtime/errors.ts'
import { parseDuration } from '../../runtime/units.ts'
import { spokenDuration } from '../interpreter/spoken-duration.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'
import { optionText, optionWord } from './loop-option.ts'

/** Rounds of a `WHILE` that has no limit of its own; Robot's number. */
const ROUNDS = 10_000

/** The options of a `WHILE`. */
export interface WhileOptions {
  readonly limit: Source | undefined
  readonly onLimit: Source | undefined
  readonly onLimitMessage: Source | undefined
}

/** When a `WHILE` has run for too long, and what happens then. */
export interface WhileLimit {
  /** Asked before each round; time counts from the first. */
  reached(rounds: number): boolean
  /** True if the loop just ends. */
  readonly passes: boolean
  readonly message: string
}

/** Reads the options of a `WHILE` that begins. */
export function readLimit(options: WhileOptions, scopes: Scopes): WhileLimit {
  const text = optionText('WHILE loop limit', options.limit, scopes) ?? String(ROUNDS)
  const onLimit = optionText("WHILE loop 'on_limit'", options.onLimit, scopes)
  const passes = optionWord("WHILE loop 'on_limit'", onLimit, ['PASS', 'FAIL']) === 'PASS'
  const message = optionText("WHILE loop 'on_limit_message'", options.onLimitMessage, scopes)
  const { reached, spoken } = parseLimit(text)
  const otherwise =
    `WHILE loop was aborted because it did not finish within the limit of ${spoken}. ` +
    "Use the 'limit' argument to increase or remove the limit if needed."
  return { reached, passes, message: message ?? otherwise }
}

/** A limit, and how messages call it. */
interface ParsedLimit {
  readonly reached: WhileLimit['reached']
  readonly spoken: string
}

function parseLimit(text: string): ParsedLimit {
  if (text.toUpperCase() === 'NONE') return { spoken: text, reached: () => false }
  const written = /^([-+]?\d+(?:_\d+)*)(?:times|x)?$/.exec(text.toLowerCase().replace(/\s/g, ''))?.[1]
  return written === undefined ? timeLimit(text) : countLimit(Number(written.replaceAll('_', '')))
}

function countLimit(count: number): ParsedLimit {
  if (count <= 0) throw invalid(`Iteration count must be a positive integer, got '${count}'.`)
  return { spoken: `${count} iterations`, reached: (rounds) => rounds >= count }
}

function timeLimit(text: string): ParsedLimit {
  const milliseconds = parseDuration(text)
  if (milliseconds === undefined) throw invalid(`Invalid time string '${text}'.`)
  const start = performance.now()
  return {
    spoken: spokenDuration(milliseconds),
    reached: () => performance.now() - start > milliseconds,
  }
}

function invalid(reason: string): SuiteError {
  return new SuiteError('while-limit', `Invalid WHILE loop limit: ${reason}`)
}
