import { z } from 'zod'
import { sleep } from '../../runtime/deadline.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { duration, formatDuration } from '../../runtime/units.ts'

/** As long as a timer of Node can wait: 24 days. */
const FOREVER = 2 ** 31 - 1

/** Faults that a driver has from the start, as the bench file says. */
export const faultPlanSchema = z.strictObject({
  slow: duration().default(0).describe('How late each answer is.'),
  failEvery: z.number().int().nonnegative().default(0).describe('Which calls fail: 3 fails every third.'),
  hung: z.boolean().default(false).describe('Whether no call is ever answered.'),
  lie: z.boolean().default(false).describe('Whether orders are taken and not followed.'),
})

/** How long a call waits. */
export interface Patience {
  readonly signal: AbortSignal
  /** Milliseconds. */
  readonly timeout: number | undefined
}

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

  /** Lets a call be late, never answered, or failed, as planned; one that has a `timeout` is given up then. */
  async meet(what: string, { signal, timeout }: Patience): Promise<void> {
    if (this.hung) await silence(what, { signal, timeout })
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

/** No answer comes. */
async function silence(
  what: string,
  { signal, timeout = Number.POSITIVE_INFINITY }: Patience,
): Promise<never> {
  await sleep(Math.min(timeout, FOREVER), { signal })
  throw faultError(`${what}: the device hangs, and gave no answer within ${formatDuration(timeout)}.`)
}

function ordinal(count: number): string {
  const ending = { 1: 'st', 2: 'nd', 3: 'rd' }[count % 100 > 10 && count % 100 < 14 ? 0 : count % 10] ?? 'th'
  return `${count}${ending}`
}
