import {
  DeviceError,
  type ErrorFamily,
  HilError,
  LabError,
  messageOf,
  SuiteError,
} from '../../runtime/errors.ts'

/** An error as it crosses the wire: code and data, and the far stack for the curious. */
export interface ErrorData {
  readonly family: ErrorFamily
  readonly code: string
  readonly message: string
  /** Stands at the end of an error's message too; not of this one. */
  readonly hint?: string | undefined
  readonly device?: string | undefined
  readonly stack?: string | undefined
}

const FAMILIES = { suite: SuiteError, device: DeviceError, lab: LabError } as const

/** What of an error crosses the wire; what is no HilError is the lab's. */
export function errorToData(error: unknown): ErrorData {
  const stack = error instanceof Error ? error.stack : undefined
  if (!(error instanceof HilError))
    return { family: 'lab', code: 'driver-failed', message: messageOf(error), stack }
  const { family, code, hint, device } = error
  const end = `\n  ${hint}`
  const message =
    hint !== undefined && error.message.endsWith(end) ? error.message.slice(0, -end.length) : error.message
  return { family, code, message, hint, device, stack }
}

/** The error on this side; its cause holds the far stack. */
export function errorFromData({ family, code, message, hint, device, stack }: ErrorData): HilError {
  const cause = new Error('raised on the bench')
  if (stack !== undefined) cause.stack = stack
  const details = {
    ...(hint === undefined ? {} : { hint }),
    ...(device === undefined ? {} : { device }),
  }
  return new FAMILIES[family](code, message, { cause, ...details })
}
