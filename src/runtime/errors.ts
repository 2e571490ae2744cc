import { guardStack } from './stack-text.ts'

/** Whose fault it is: the author's (`suite`), the device's (`device`), or the bench's and ours (`lab`). */
export type ErrorFamily = 'suite' | 'device' | 'lab'

/** What an error carries besides its message. */
export interface HilErrorDetails {
  readonly cause?: unknown
  /** How to put it right; printed on a line of its own. */
  readonly hint?: string
  /** The device that the error is about. */
  readonly device?: string
}

/** An error that says whose fault it is, with a stable code that docs/errors.md explains. */
export abstract class HilError extends Error {
  abstract readonly family: ErrorFamily
  readonly code: string
  readonly hint: string | undefined
  readonly device: string | undefined

  constructor(code: string, message: string, details: HilErrorDetails = {}) {
    super(
      details.hint === undefined ? message : `${message}\n  ${details.hint}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    )
    guardStack(this)
    this.code = code
    this.hint = details.hint
    this.device = details.device
  }
}

/** The author's fault: a mistake in a suite, a bench file, a configuration or a command line. */
export class SuiteError extends HilError {
  readonly family = 'suite'
  override readonly name = 'SuiteError'
}

/** The device did not do what was expected of it. */
export class DeviceError extends HilError {
  readonly family = 'device'
  override readonly name = 'DeviceError'
}

/** The bench, the network or Hilwright itself failed; the device under test is not to blame. */
export class LabError extends HilError {
  readonly family = 'lab'
  override readonly name = 'LabError'
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
