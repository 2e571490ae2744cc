import { expect, it } from 'vitest'
import { standardCatalogue } from '../libraries/standard.ts'
import { nearestSentence } from './nearest-sentence.ts'

const { phrases } = standardCatalogue().phrases

it.each([
  ['Read serial until boot complete within 10 s', 'Read serial until "boot complete" within 10 s'],
  ['Reed serial until "boot complete"', 'Read serial until "boot complete"'],
  ['Read serial till "boot complete" in 10 s', undefined],
  ['Read serial till "boot complete" within 10 s', 'Read serial until "boot complete" within 10 s'],
  ['Read serial until "x" within 10 s please', 'Read serial until "x" within 10 s'],
  ['Measure voltage of ADC0', 'Measure voltage of "ADC0"'],
  ['Wait for risign edge of pin "PB5"', 'Wait for rising edge of pin "PB5"'],
  ['Wait for rising edge on pin "PB5" within 5 s', 'Wait for rising edge of pin "PB5" within 5 s'],
  ['Check output contains "boot"', 'Check that output contains "boot"'],
  ['Create list of 1 2 3', 'Create list of 1, 2, 3'],
  ['Try 5 times every 1 s: Power on', 'Try "5 times" every 1 s: Power on'],
  ['Turn the lights out', undefined],
  ['if 3 > 5', undefined],
])('%s', (text, written) => {
  expect(nearestSentence(text, phrases)?.written).toBe(written)
})

it('tells a value that is none from a sentence that is another one', () => {
  const near = nearestSentence('Read serial until "x" within 10 sek', phrases)
  expect(near?.faults).toMatchObject([{ kind: 'value', argument: { name: 'timeout' }, start: 29, end: 35 }])
})

it('does not take a text of many words for a sentence', () => {
  const listOf = (count: number) => `Creat list of ${Array.from({ length: count }, (_, at) => at).join(', ')}`
  expect(nearestSentence(listOf(20), phrases)?.keyword.name).toBe('Create List')
  expect(nearestSentence(listOf(1000), phrases)).toBeUndefined()
})
