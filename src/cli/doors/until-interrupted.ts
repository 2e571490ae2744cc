import type { Connection } from '../../runtime/connection.ts'
import { EXIT } from '../exit-codes.ts'

/** Waits for Ctrl-C and returns its exit code. Rejects with a LabError if the connection to the bench is lost before. */
export async function untilInterrupted({ lost }: Connection, interrupted: AbortSignal): Promise<number> {
  const signal = lost === undefined ? interrupted : AbortSignal.any([interrupted, lost])
  if (!signal.aborted)
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  if (interrupted.aborted) return EXIT.interrupted
  throw lost?.reason
}
