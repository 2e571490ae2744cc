import { LabError, messageOf } from '../../runtime/errors.ts'
import type { Exchange } from './exchange.ts'

/** The error for a switch that refused, or said something that cannot be understood; tells what it was asked and what came. */
export function powerFailed(what: string, exchange: Exchange, cause?: unknown): LabError {
  const message = cause === undefined ? what : `${what}: ${messageOf(cause)}`
  return new LabError('power-failed', `${message}.\n  ${exchange}`, cause === undefined ? {} : { cause })
}
