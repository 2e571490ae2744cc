import type { TestResult } from '@playwright/test/reporter'
import { createFailure, type Failure, madeFailure } from './failure.ts'

/** One execution of a test; retries make further ones. */
export interface Attempt {
  readonly status: TestResult['status']
  /** Milliseconds. */
  readonly duration: number
  /** ISO 8601. */
  readonly startTime: string
  readonly errors: readonly Failure[]
  /** The names of the devices that it used. */
  readonly devices: readonly string[]
  readonly attachments: readonly Attachment[]
  /** What the test's own code printed. */
  readonly stdout: TestResult['stdout']
  readonly stderr: TestResult['stderr']
}

/** A file or text kept with an attempt; the console log of a device is `console-NAME`. */
export type Attachment = TestResult['attachments'][number]

/** The type of the annotation that names a device which a test used. */
const DEVICE = 'hil.device'

/** Turns a result of Playwright into an attempt; errors name their files relative to the root. */
export function createAttempt(result: TestResult, root: string): Attempt {
  return {
    status: result.status,
    duration: Math.max(0, Math.round(result.duration)),
    startTime: result.startTime.toISOString(),
    errors: errorsOf(result, root),
    devices: devicesOf(result.annotations),
    attachments: result.attachments,
    stdout: result.stdout,
    stderr: result.stderr,
  }
}

/** The devices that annotations name, one or several (`board, broker`) each. */
export function devicesOf(annotations: TestResult['annotations']): string[] {
  const names = annotations
    .filter(({ type }) => type === DEVICE)
    .flatMap(({ description = '' }) => description.split(/\s*,\s*/))
  return [...new Set(names.filter((name) => name !== ''))]
}

function errorsOf(result: TestResult, root: string): Failure[] {
  const errors = result.errors.map((error) => createFailure(error, root, result.steps))
  if (result.status !== 'interrupted') return errors
  return [madeFailure('Interrupted', 'interrupted: the run was stopped while this test ran'), ...errors]
}
