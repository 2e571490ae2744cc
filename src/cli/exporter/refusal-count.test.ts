import { expect, test } from 'vitest'
import { RefusalCount } from './refusal-count.ts'

test('one refusal in a second is told, with the number of the others', () => {
  const refusals = new RefusalCount()
  const told = [0, 1, 999, 1000, 1001, 5000].map((now) => refusals.count('token', now))
  expect(told).toEqual([0, undefined, undefined, 2, undefined, 1])
  expect(refusals.count('no-hello', 1)).toBe(0)
})
