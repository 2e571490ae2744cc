import { z } from 'zod'
import { sleep } from '../../runtime/deadline.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { duration } from '../../runtime/units.ts'

/** Faults that a driver has from the start, as the bench file says. */
export const faultPlanSchema = z.strictObject({
  slow: duration().default(0).describe('How late each answer is.'),
  failEvery: z.number().int().nonnegative().default(0).describe('Which calls fail: 3 fails every third.'),
  hung: z.boolean().default(false).describe('Whether no call is ever answered.'),
  lie: z.boolean().default(false).describe('Whether orders are taken and not followed.'),
})

/** How calls go wrong: of one driver, or of a whole device. */
export class FaultPlan {
  slow = 0
  hung = false
  lie = false
  #failEvery = 0
  #calls = 0

  constructor(plan: Partial<z.output<typeof faultPlanSchema>> = {}) {
    this.slow = plan.slow ?? 0
    this.hung = plan.hung ?? false
    this.lie = plan.lie ?? false
    this.#failEvery = plan.failEvery ?? 0
  }

  /** Fails every n-th call from now on; 0 none. */
  set failEvery(count: number) {
    this.#failEvery = count
    this.#calls = 0
  }

  /** Lets a call be late, never answered, or failed, as planned. */
  async meet(what: string, signal: AbortSignal): Promise<void> {
    if (this.hung) await never(signal)
    if (this.slow > 0) await sleep(this.slow, { signal })
    if (this.#failEvery === 0 || ++this.#calls % this.#failEvery !== 0) return
    throw faultError(`${what} failed, as every ${ordinal(this.#failEvery)} call is to.`)
  }
}

/** The error of a fault that was asked for. */
export function faultError(message: string): DeviceError {
  return new DeviceError('simulated-fault', message, {
    hint: 'The bench file or the suite asked for this fault.',
  })
}

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function ordinal(count: number): string {
  const ending = { 1: 'st', 2: 'nd', 3: 'rd' }[count % 100 > 10 && count % 100 < 14 ? 0 : count % 10] ?? 'th'
  return `${count}${ending}`
}
