import { parseDuration } from '../../../runtime/units.ts'
import { anything } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword } from '../../catalogue/keyword.ts'
import type { KeywordContext, RunnableCall } from '../../catalogue/keyword-context.ts'
import { integerOf, valueError } from '../../conversion/numbers.ts'
import type { StepFailure } from '../../interpreter/failure.ts'
import { spokenDuration } from '../../interpreter/spoken-duration.ts'
import { numberOf } from '../../value/equality.ts'
import { Quantity } from '../../value/quantity.ts'
import { toText } from '../../value/text.ts'
import { attempt } from './outcome.ts'
import { oneCall, runAll } from './run-keyword.ts'

const own = { positionalOnly: true } as const
const retry = { ...arg('retry', anything, 'How long (`10 s`) or how often (`5x`) to try.'), ...own }
const interval = {
  ...arg('retryInterval', anything, 'The pause after a failure; after `strict:` from start to start.'),
  ...own,
}
const repeat = {
  ...arg('repeat', anything, 'How often (`5`, `5x`, `5 times`) or how long (`10 s`).'),
  ...own,
}

/** The keywords that run another one again and again. */
export const repeatingKeywords = [
  defineKeyword({
    name: 'Wait Until Keyword Succeeds',
    doc: 'Runs a keyword until it passes, and gives its value.',
    arguments: [retry, interval],
    nested: oneCall(2),
    run: (given, context) => waitUntil(readLimit(given.retry), readInterval(given.retryInterval), context),
  }),
  defineKeyword({
    name: 'Repeat Keyword',
    doc: 'Runs a keyword so often, or for so long.',
    arguments: [repeat],
    nested: oneCall(1),
    run: (given, context) => runAll(rounds(given.repeat, context), context),
  }),
]

/** How long or how often something is tried. */
interface Limit {
  readonly spoken: string
  readonly most: number
  readonly milliseconds: number
}

interface Interval {
  readonly milliseconds: number
  readonly strict: boolean
}

async function waitUntil(limit: Limit, interval: Interval, context: KeywordContext): Promise<unknown> {
  const start = performance.now()
  for (let round = 1; ; round++) {
    const began = performance.now()
    const { failure, value } = await attempt(context)
    if (failure === undefined) return value
    const isOver = round >= limit.most || performance.now() - start > limit.milliseconds
    if (isOver) throw givenUp(failure, limit, context)
    const spent = interval.strict ? performance.now() - began : 0
    if (spent > interval.milliseconds) warnOfLateness(spent, interval, context)
    await context.sleep(Math.max(0, interval.milliseconds - spent))
  }
}

function givenUp({ message }: StepFailure, { spoken }: Limit, { calls }: KeywordContext): Error {
  const name = calls[0]?.name
  return new Error(`Keyword '${name}' failed after retrying ${spoken}. The last error was: ${message}`)
}

function warnOfLateness(spent: number, { milliseconds }: Interval, context: KeywordContext): void {
  const times = [spokenDuration(spent), spokenDuration(milliseconds)]
  context.log(`Keyword execution time ${times[0]} is longer than retry interval ${times[1]}.`, 'WARN')
}

function readLimit(value: unknown): Limit {
  const count = countIn(value, true)
  if (count !== undefined) {
    if (count <= 0) throw valueError(`Retry count ${count} is not positive.`)
    const spoken = `${count} time${count === 1 ? '' : 's'}`
    return { spoken, most: count, milliseconds: Number.POSITIVE_INFINITY }
  }
  const milliseconds = durationIn(value)
  if (milliseconds === undefined) throw valueError(`Invalid retry value '${toText(value)}'.`)
  return { spoken: `for ${spokenDuration(milliseconds)}`, most: Number.POSITIVE_INFINITY, milliseconds }
}

function readInterval(value: unknown): Interval {
  const [prefix = ''] = (typeof value === 'string' && /^\s*s\s*t\s*r\s*i\s*c\s*t\s*:/i.exec(value)) || []
  const rest = prefix === '' ? value : toText(value).slice(prefix.length).trim()
  const milliseconds = durationIn(rest)
  if (milliseconds === undefined) throw valueError(`Invalid time string '${toText(rest)}'.`)
  return { milliseconds, strict: prefix !== '' }
}

/** The number in `5`, `5x` or `5 times`; undefined for anything else. */
function countIn(value: unknown, needsWord: boolean): number | undefined {
  if (value instanceof Quantity) return undefined
  const text = toText(value).replace(/\s/g, '').toLowerCase()
  const digits = text.replace(/(?:times|x)$/, '')
  if (needsWord && digits === text) return undefined
  try {
    return Number(integerOf(digits))
  } catch {
    return undefined
  }
}

/** Milliseconds of a duration; bare numbers are seconds. */
function durationIn(value: unknown): number | undefined {
  if (typeof value === 'string') return parseDuration(value)
  const seconds = numberOf(value)
  return seconds === undefined || typeof value === 'boolean' ? undefined : Number(seconds) * 1000
}

function rounds(value: unknown, context: KeywordContext): Iterable<RunnableCall> {
  const count = countIn(value, false)
  if (count !== undefined) return countedRounds(count, context)
  const isNumber = Number.isFinite(Number(toText(value)))
  const milliseconds = isNumber ? undefined : durationIn(value)
  if (milliseconds === undefined)
    integerOf(
      toText(value)
        .replace(/\s/g, '')
        .toLowerCase()
        .replace(/(?:times|x)$/, ''),
    )
  return timedRounds(milliseconds ?? 0, context)
}

function* countedRounds(count: number, context: KeywordContext): Iterable<RunnableCall> {
  if (count <= 0) context.log(`Keyword '${context.calls[0]?.name}' repeated zero times.`)
  for (let round = 1; round <= count; round++) {
    context.log(`Repeating keyword, round ${round}/${count}.`)
    yield* context.calls
  }
}

function* timedRounds(milliseconds: number, context: KeywordContext): Iterable<RunnableCall> {
  const end = performance.now() + milliseconds
  if (milliseconds <= 0) context.log(`Keyword '${context.calls[0]?.name}' repeated zero times.`)
  for (let round = 1; performance.now() < end; round++) {
    const left = spokenDuration(end - performance.now(), 'short')
    context.log(`Repeating keyword, round ${round}, ${left} remaining.`)
    yield* context.calls
  }
}
