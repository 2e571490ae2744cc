import { expect, it } from 'vitest'
import { recommendNames, withRecommendations } from './recommend-names.ts'

const lower = (name: string) => name.toLowerCase()

it('the names that are most alike come first', () => {
  const known = ['Power On', 'Power Off', 'Read Serial', 'Power Cycle']
  expect(recommendNames('Powr Of', known, lower)).toEqual(['Power Off', 'Power On'])
})

it('a name that is like none recommends none', () => {
  expect(recommendNames('Measure Voltage', ['Power On'], lower)).toEqual([])
  expect(recommendNames('', ['Power On'], lower)).toEqual([])
})

it('recommendations stand below the message', () => {
  expect(withRecommendations('None.', ['a', 'b'])).toBe('None. Did you mean:\n    a\n    b')
  expect(withRecommendations('None.', [])).toBe('None.')
})
