import { expect, it } from 'vitest'
import { didYouMean, nearestNames } from './nearest-names.ts'

const KNOWN = ['Test Setup', 'Test Teardown', 'Suite Setup', 'Library']

it.each([
  ['Libary', ['Library']],
  ['Libarry', ['Library']],
  ['test_setup', ['Test Setup']],
  ['TestSetpu', ['Test Setup']],
  ['Xyz', []],
])('finds the names nearest to %s', (name, expected) => {
  expect(nearestNames(name, KNOWN)).toEqual(expected)
})

it('counts a swap of neighbours as one edit', () => {
  expect(nearestNames('itn', ['int'])).toEqual(['int'])
})

it('says what exists when nothing is near', () => {
  expect(didYouMean('Xyz', ['a', 'b'])).toBe('There are: "a", "b".')
})
