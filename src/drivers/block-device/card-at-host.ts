import type { NeededAbilities } from '../../runtime/driver.ts'
import { LabError, messageOf } from '../../runtime/errors.ts'

type Mux = NeededAbilities['mux']

/** Switching back takes no longer, even when the call was given up. */
const BACK_MS = 10_000

/** Does something while the card is at the bench, and puts it back where it was, whatever happened. */
export async function atHost<T>(
  mux: Mux | undefined,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  if (mux === undefined) return work()
  const before = await mux.position({}, { signal })
  if (before === 'host') return work()
  await mux.connect({ position: 'host' }, { signal })
  const back = async () => mux.connect({ position: before }, { signal: AbortSignal.timeout(BACK_MS) })
  let result: T
  try {
    result = await work()
  } catch (error) {
    // Why it failed matters more than where the card is now.
    await back().catch(() => {})
    throw error
  }
  await back().catch((cause) => {
    const message = `The card was written, but it stays at the bench: ${messageOf(cause)}`
    throw new LabError('card-stays', message, { cause, hint: 'Look at the mux, then: Switch card to board' })
  })
  return result
}
