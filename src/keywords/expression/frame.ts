import { limitError } from '../value/evaluation-error.ts'

/** Where variables come from; `source` is as written: `${name}[0]`, `$name` or a bare `name`. Undefined if unknown. */
export interface ExpressionScope {
  variable(source: string): unknown
}

/** What one evaluation may cost. */
export interface ExpressionLimits {
  /** Rounds of comprehensions, items gone through, about 256 characters of text each: 1,000,000 unless told. */
  readonly steps?: number
  /** Time for all regular expressions together, in milliseconds: 1,000 unless told. */
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
}

/** A part of an expression, compiled: computes its value. */
export type Run = (frame: Frame) => unknown

const STEPS = 1_000_000
const PATTERN_TIME = 1000

/** The state at the start of an evaluation. */
export function createFrame(scope: ExpressionScope, limits: ExpressionLimits | undefined): Frame {
  return {
    scope,
    locals: [],
    steps: limits?.steps ?? STEPS,
    patternTime: limits?.patternTime ?? PATTERN_TIME,
  }
}

/** Takes steps off the limit; throws when none are left. */
export function spend(frame: Frame, steps: number): void {
  frame.steps -= steps
  if (frame.steps < 0) throw limitError('the expression takes too many steps')
}

/** Takes off what going once through a value costs. */
export function spendOn(frame: Frame, value: unknown): void {
  if (typeof value === 'string') {
    if (value.length > 255) spend(frame, value.length >> 8)
  } else if (typeof value === 'object' && value !== null) spend(frame, sizeOf(value))
}

function sizeOf(value: object): number {
  if (Array.isArray(value)) return value.length
  return value instanceof Map || value instanceof Set ? value.size : 1
}
