const FIRST_MS = 50
const LONGEST_MS = 2000

/** Milliseconds to wait before dialling again: nothing at first, then doubling, with a random part of up to half. */
export function redialDelay(attempt: number, random: () => number = Math.random): number {
  if (attempt === 0) return 0
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
  return full / 2 + (full / 2) * random()
}
