import { expect, test } from 'vitest'
import { formatHex, hexBytes } from './hex-bytes.ts'

test.each(['01A0ff', '01 a0 FF', '0x01 0xA0 0xFF', '01:A0:FF', '0x01,0xA0,0xFF', '01-A0-FF'])(
  '%s is three bytes',
  (text) => {
    expect(formatHex(hexBytes().parse(text))).toBe('01 A0 FF')
  },
)

test('lists of numbers and bytes are taken, and an empty text is none', () => {
  expect(hexBytes().parse([1, 255])).toEqual(new Uint8Array([1, 255]))
  expect(hexBytes().parse(new Uint8Array([7]))).toEqual(new Uint8Array([7]))
  expect(hexBytes().parse('')).toEqual(new Uint8Array())
})

test.each(['1', '01 A', 'xyz', [256], [-1], [1.5], 5, null])('%j is refused with an example', (value) => {
  expect(hexBytes().safeParse(value).error?.issues[0]?.message).toContain('expected bytes such as "01 A0 FF"')
})
