import { expect, test } from 'vitest'
import { didYouMean, nearestNames } from './neighbours.ts'

test('near names come best first, at most three', () => {
  const known = ['Power On', 'Power Off', 'Power Cycle', 'Power One', 'Power Onn', 'Flash']
  expect(nearestNames('power_onn', known)).toEqual(['Power Onn', 'Power On', 'Power One'])
})

test('names that begin with the word are near', () => {
  expect(nearestNames('read', ['Read Serial Until', 'Write Serial'])).toEqual(['Read Serial Until'])
})

test('names that are far are not told', () => {
  expect(nearestNames('xyz', ['Power On'])).toEqual([])
  expect(nearestNames('', ['Power On'])).toEqual([])
})

test('the question names what is near, else what there is', () => {
  expect(didYouMean('Bord', ['Board', 'Server'])).toBe('Did you mean "Board"?')
  expect(didYouMean('Bard', ['Board', 'Bird'])).toBe('Did you mean "Bird" or "Board"?')
  expect(didYouMean('zzz', ['Board', 'Server'])).toBe('Known: "Board", "Server".')
  expect(
    didYouMean(
      'zzz',
      Array.from({ length: 14 }, (_, n) => `Long name ${n}`),
    ),
  ).toMatch(/^Known: "Long name 0", .*"Long name 11" and 2 more\.$/)
  expect(didYouMean('zzz', [])).toBeUndefined()
})
