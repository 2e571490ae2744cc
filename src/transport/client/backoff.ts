const FIRST_MS = 50
const LONGEST_MS = 1000
/** The last attempt gets so many of the milliseconds that are left, or a quarter of a short grace time. */
const LAST_MS = 800

/** When an attempt to dial again begins and how long it may take, in milliseconds from now. */
export interface Attempt {
  readonly wait: number
  readonly limit: number
}

/**
 * The next attempt to dial again when so many milliseconds of the grace time are left; none if it is over. There is
 * always one at the very end, so that a link that comes back just in time is not missed.
 */
export function nextAttempt(attempt: number, left: number, grace: number): Attempt | undefined {
  const last = Math.min(LAST_MS, grace / 4)
  if (attempt === 0) return { wait: 0, limit: Math.ceil(Math.max(left - last, LAST_MS)) }
  if (left <= 0) return undefined
  const wait = Math.min(redialDelay(attempt), left > last ? left - last : left)
  const rest = left - wait
  return { wait, limit: Math.ceil(rest > last ? rest - last : rest) }
}

/** Milliseconds to wait before dialling again: doubling, with a random part of up to half. */
function redialDelay(attempt: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
  return full / 2 + (full / 2) * Math.random()
}
