import { sep } from 'node:path'
import type { TestError, TestStep } from '@playwright/test/reporter'
import { plainText } from './plain-text.ts'
import { relativeFile } from './suite-file.ts'

/** The category of a step that a test or a keyword names; Playwright's own are `expect`, `hook`, `fixture`. */
const NAMED_STEP = 'test.step'

/** One error of a test or a run, free of terminal colours. */
export interface Failure {
  /** The error's class (`DeviceError`, `LabError`, `Error`), or `Interrupted`, `Timeout`, `Run`. */
  readonly type: string
  readonly message: string
  readonly location: FailureLocation | undefined
  /** The lines of the suite around the place, with the place marked. */
  readonly snippet: string | undefined
  /** The stack's frames, one a line, without the message. */
  readonly stack: string | undefined
  /** The title of the innermost step that failed: the failing assertion or keyword. */
  readonly step: string | undefined
  /** What caused it, the nearest first. */
  readonly causes: readonly string[]
}

/** Where an error was raised; the file relative to the run's root. */
interface FailureLocation {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Turns an error as Playwright reports it into a failure; `steps` are the ones of its attempt. */
export function createFailure(error: TestError, root: string, steps: readonly TestStep[] = []): Failure {
  const message = messageOf(error)
  const { location } = error
  return {
    type: typeOf(message),
    message,
    location: location && { ...location, file: relativeFile(location.file, root) },
    snippet: error.snippet === undefined ? undefined : plainText(error.snippet),
    stack: framesOf(error.stack, root),
    step: failingStep(steps, error)?.title,
    causes: causesOf(error),
  }
}

/** A failure that no error stands behind. */
export function madeFailure(type: string, message: string): Failure {
  return {
    type,
    message,
    location: undefined,
    snippet: undefined,
    stack: undefined,
    step: undefined,
    causes: [],
  }
}

function messageOf(error: TestError): string {
  return plainText(error.message ?? error.value ?? 'an error without a message').trim()
}

/** Playwright puts the name of an error's class before its message. */
function typeOf(message: string): string {
  if (/^Test timeout of|^"\w+" hook timeout of/.test(message)) return 'Timeout'
  return /^([A-Z]\w*(?:Error|Exception))\b/.exec(message)?.[1] ?? 'Error'
}

function framesOf(stack: string | undefined, root: string): string | undefined {
  const frames = plainText(stack ?? '').match(/^ +at .*$/gm)
  return frames?.join('\n').replaceAll(root + sep, '')
}

/** The innermost step that failed with this error, and of those a named one: a keyword says more than its `expect`. */
function failingStep(steps: readonly TestStep[], error: TestError): TestStep | undefined {
  // An earlier step may have failed and been recovered from, so the last one with this very error counts.
  const step = steps.findLast((candidate) => candidate.error?.message === error.message)
  if (step === undefined) return undefined
  const inner = failingStep(step.steps, error)
  return inner === undefined || (step.category === NAMED_STEP && inner.category !== NAMED_STEP) ? step : inner
}

function causesOf(error: TestError): string[] {
  return error.cause === undefined ? [] : [messageOf(error.cause), ...causesOf(error.cause)]
}
