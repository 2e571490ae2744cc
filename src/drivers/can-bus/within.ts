import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import type { CallContext } from '../../runtime/driver.ts'
import { nothingCame } from './can-error.ts'

/** A wait on a bus: how long, for whom, and what for. */
export interface BusWait {
  readonly timeout: number
  readonly context: CallContext
  /** What is waited for, as it begins a message. */
  readonly what: string
  /** What came instead, as a sentence; asked when time has run out. */
  instead(): string
}

/** Waits on a bus; a DeviceError says what did not come in time. */
export async function within<T>(wait: BusWait, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  using deadline = withDeadline(wait.timeout, wait.context.signal, wait.what)
  try {
    return await work(deadline.signal)
  } catch (error) {
    if (!isDeadline(error) || wait.context.signal.aborted) throw error
    throw nothingCame(wait.what, wait.timeout, wait.instead())
  }
}
