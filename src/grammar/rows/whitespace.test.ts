import { expect, it } from 'vitest'
import { isLineBreak, isSpace, normalizeSpace, trimSpace } from './whitespace.ts'

const EVERY_CODE = Array.from({ length: 0x10000 }, (_, code) => code)

it('takes as white space what Python does', () => {
  const expected = [9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x85, 0xa0, 0x1680]
  for (let code = 0x2000; code <= 0x200a; code++) expected.push(code)
  expected.push(0x2028, 0x2029, 0x202f, 0x205f, 0x3000)
  expect(EVERY_CODE.filter(isSpace)).toEqual(expected)
})

it('ends lines where Python does', () => {
  expect(EVERY_CODE.filter(isLineBreak)).toEqual([10, 11, 12, 13, 28, 29, 30, 0x85, 0x2028, 0x2029])
})

it('makes every white space a space', () => {
  expect(normalizeSpace('a\u00a0b\tc\ufeff d')).toBe('a b c\ufeff d')
})

it('trims white space of every kind', () => {
  expect(trimSpace('\u3000 a b\u0085\n')).toBe('a b')
})
