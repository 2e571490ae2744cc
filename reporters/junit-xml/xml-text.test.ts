import fc from 'fast-check'
import { expect, test } from 'vitest'
import { xmlLine, xmlText } from './xml-text.ts'

test('whatever the text, only characters of XML 1.0 are left', () => {
  const legal = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => legal.test(xmlText(text))))
})

test('tabs, line ends and astral characters stay', () => {
  expect(xmlText('a\tb\r\nc 😀')).toBe('a\tb\r\nc 😀')
})

test('a line is one line, and is cut without halving a character', () => {
  expect(xmlLine('  one\n\n two ')).toBe('one two')
  expect(xmlLine('ab😀', 3)).toBe('ab…')
})
