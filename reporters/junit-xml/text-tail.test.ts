import { expect, test } from 'vitest'
import { textTail } from './text-tail.ts'

test('a text within the limit is whole', () => {
  expect(textTail({ body: Buffer.from('one\ntwo\n') }, 8)).toBe('one\ntwo\n')
})

test('a longer one loses its front, up to the start of a line', () => {
  expect(textTail({ body: Buffer.from('one\ntwo\nthree\n') }, 10)).toBe(
    '[the first 8 of 14 bytes are left out]\nthree\n',
  )
})

test('one without line ends loses no more than it must', () => {
  expect(textTail({ body: Buffer.from('x'.repeat(20)) }, 5)).toBe(
    '[the first 15 of 20 bytes are left out]\nxxxxx',
  )
})

test('a limit of nothing leaves only the note', () => {
  expect(textTail({ body: Buffer.from('abc') }, 0)).toBe('[the first 3 of 3 bytes are left out]\n')
})

test('a missing file gives the reason', () => {
  expect(textTail({ path: '/no/such/log' }, 5)).toMatch(/^\[this log could not be read: ENOENT/)
})
