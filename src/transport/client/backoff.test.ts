import { expect, test } from 'vitest'
import { nextAttempt } from './backoff.ts'

test('the first attempt begins at once', () => {
  expect(nextAttempt(0, 30_000, 30_000)).toEqual({ wait: 0, limit: 29_200 })
})

test('waits double up to a second, with a random part of up to half', () => {
  for (const [attempt, longest] of [
    [1, 50],
    [2, 100],
    [5, 800],
    [6, 1000],
    [40, 1000],
  ] as const) {
    const wait = nextAttempt(attempt, 30_000, 30_000)?.wait ?? 0
    expect(wait).toBeGreaterThanOrEqual(longest / 2)
    expect(wait).toBeLessThanOrEqual(longest)
  }
})

test('one attempt is left for the very end', () => {
  const hanging = nextAttempt(9, 3000, 30_000)
  expect((hanging?.wait ?? 0) + (hanging?.limit ?? 0)).toBeCloseTo(2200, -1)
  const last = nextAttempt(10, 800, 30_000)
  expect((last?.wait ?? 0) + (last?.limit ?? 0)).toBeCloseTo(800, -1)
  expect(nextAttempt(11, 0, 30_000)).toBeUndefined()
})
