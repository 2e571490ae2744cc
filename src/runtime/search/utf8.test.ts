import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byteLengthOfUnits, completeLength } from './utf8.ts'

/** Mostly bytes that matter to UTF-8: leads, continuations, bytes that are never valid. */
const nastyBytes = fc.array(
  fc.oneof(
    fc.constantFrom(0x41, 0x80, 0x9f, 0xa0, 0xbf, 0xc0, 0xc3, 0xe0, 0xe2, 0xed, 0xf0, 0xf4, 0xf5, 0xff),
    fc.integer({ min: 0, max: 255 }),
  ),
  { maxLength: 24 },
)

test('decoding in two parts, cut where a character is complete, is decoding the whole', () => {
  fc.assert(
    fc.property(nastyBytes, fc.nat(24), (list, at) => {
      const bytes = Buffer.from(list)
      const cut = completeLength(bytes.subarray(0, at))
      expect(bytes.subarray(0, cut).toString() + bytes.subarray(cut).toString()).toBe(bytes.toString())
      expect(Math.min(at, bytes.length) - cut).toBeLessThanOrEqual(3)
    }),
    { numRuns: 2000 },
  )
})

test('a character that is still coming is held back, whole ones and rubbish are not', () => {
  const euro = Buffer.from('€')
  expect(completeLength(Buffer.from([0x41, ...euro.subarray(0, 2)]))).toBe(1)
  expect(completeLength(Buffer.from([0x41, ...euro]))).toBe(4)
  expect(completeLength(Buffer.from([0xff, 0x80, 0x80, 0x80]))).toBe(4)
  expect(completeLength(Buffer.alloc(0))).toBe(0)
})

test('the bytes of the first units of a text are counted as the decoder counts them', () => {
  fc.assert(
    fc.property(nastyBytes, fc.nat(24), (list, units) => {
      const bytes = Buffer.from(list)
      const text = bytes.toString()
      const length = byteLengthOfUnits(bytes, units)
      const decoded = bytes.subarray(0, length).toString()
      const splitsPair = /[\ud800-\udbff]$/.test(text.slice(0, units))
      expect(decoded).toBe(text.slice(0, splitsPair ? units + 1 : units))
    }),
    { numRuns: 2000 },
  )
})
