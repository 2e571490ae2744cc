import { bits } from '../operators/exact-float.ts'
import { limitError } from '../value/evaluation-error.ts'

/** Where variables come from; `source` is as written: `${name}[0]`, `$name` or a bare `name`. Undefined if unknown. */
export interface ExpressionScope {
  variable(source: string): unknown
}

/** What one evaluation may cost, beside what the variables' values allow: they are input too. */
export interface ExpressionLimits {
  /** Rounds of comprehensions, items gone through, a few dozen characters of text each: 300,000 unless told. */
  readonly steps?: number
  /** Time for all regular expressions together, in milliseconds: 40 unless told. */
  readonly patternTime?: number
}

/** The state of one evaluation. */
export interface Frame {
  readonly scope: ExpressionScope
  /** Values of the names that comprehensions bind. */
  readonly locals: unknown[]
  /** What is left of the limits. */
  steps: number
  patternTime: number
  /** Pairs of values that may still be compared. */
  readonly comparisons: { left: number }
  /** The variables whose values were taken into account. */
  readonly granted: Set<string>
}

/** A part of an expression, compiled: computes its value. */
export type Run = (frame: Frame) => unknown

/** A step takes about 0.1 µs, so an expression ends within some 50 ms, whatever it says. */
const STEPS = 300_000
const PATTERN_TIME = 40
const COMPARISONS = 1_000_000

/** Values of variables that are shorter than this make no difference. */
const SMALL = 1000
/** What a variable's value allows: steps for each item and character, and milliseconds of pattern matching. */
const GRANTS = { item: { steps: 20, time: 0.02 }, character: { steps: 5, time: 0.0005 } } as const

/** The state at the start of an evaluation. */
export function createFrame(scope: ExpressionScope, limits: ExpressionLimits | undefined): Frame {
  return {
    scope,
    locals: [],
    steps: limits?.steps ?? STEPS,
    patternTime: limits?.patternTime ?? PATTERN_TIME,
    comparisons: { left: COMPARISONS },
    granted: new Set(),
  }
}

/** Allows more for a large value of a variable, once. */
export function grant(frame: Frame, source: string, value: unknown): void {
  const isText = typeof value === 'string'
  const size = isText ? value.length : typeof value === 'object' && value !== null ? sizeOf(value) : 0
  if (size < SMALL || frame.granted.has(source)) return
  frame.granted.add(source)
  const { steps, time } = GRANTS[isText ? 'character' : 'item']
  frame.steps += size * steps
  frame.patternTime += size * time
  frame.comparisons.left += size * steps
}

/** Takes steps off the limit; throws when none are left. */
export function spend(frame: Frame, steps: number): void {
  frame.steps -= steps
  if (frame.steps < 0) throw limitError('the expression takes too many steps')
}

/** Takes off what going once through a value costs. */
export function spendOn(frame: Frame, value: unknown): void {
  if (typeof value === 'string') {
    if (value.length > 63) spend(frame, value.length >> 6)
  } else if (typeof value === 'object' && value !== null) spend(frame, sizeOf(value))
  else if (typeof value === 'bigint') spend(frame, (bits(value) / 512) ** 2)
}

/** Takes off what going through each item of a value costs, of a text through each character. */
export function spendOnItems(frame: Frame, value: unknown): void {
  if (typeof value === 'string') spend(frame, value.length)
  else spendOn(frame, value)
}

function sizeOf(value: object): number {
  if (Array.isArray(value)) return value.length
  if (value instanceof Uint8Array) return value.length
  return value instanceof Map || value instanceof Set ? value.size * 2 : 1
}
