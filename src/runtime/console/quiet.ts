import { performance } from 'node:perf_hooks'
import type { ByteLog } from './byte-log.ts'

/** Waits until nothing came for `quiet` milliseconds from now on; rejects with the signal's reason. */
export function waitForQuiet(log: ByteLog, quiet: number, signal: AbortSignal): Promise<void> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    const check = () => {
      const left = Math.max(began, log.lastArrival) + quiet - performance.now()
      if (left > 0) timer = setTimeout(check, Math.ceil(left))
      else end(resolve)
    }
    const giveUp = () => end(() => reject(signal.reason))
    const end = (settle: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      settle()
    }
    if (signal.aborted) return reject(signal.reason)
    signal.addEventListener('abort', giveUp)
    check()
  })
}
