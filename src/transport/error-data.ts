import {
  DeviceError,
  type ErrorFamily,
  HilError,
  LabError,
  messageOf,
  SuiteError,
} from '../runtime/errors.ts'

/** An error as it crosses the wire: code and data, and the far stack for the curious. */
export interface ErrorData {
  readonly family: ErrorFamily
  readonly code: string
  readonly message: string
  readonly device?: string | undefined
  readonly stack?: string | undefined
}

const FAMILIES = { suite: SuiteError, device: DeviceError, lab: LabError } as const

/** What of an error crosses the wire; what is no HilError is the lab's. */
export function errorToData(error: unknown): ErrorData {
  const stack = error instanceof Error ? error.stack : undefined
  if (!(error instanceof HilError))
    return { family: 'lab', code: 'driver-failed', message: messageOf(error), stack }
  const { family, code, message, device } = error
  return { family, code, message, device, stack }
}

/** The error on this side; its cause holds the far stack. */
export function errorFromData({ family, code, message, device, stack }: ErrorData): HilError {
  const cause = new Error('raised on the bench')
  if (stack !== undefined) cause.stack = stack
  return new FAMILIES[family](code, message, { cause, ...(device === undefined ? {} : { device }) })
}
