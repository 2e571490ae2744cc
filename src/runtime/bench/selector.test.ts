import { expect, test } from 'vitest'
import { formatSelector, matchesSelector, parseSelector } from './selector.ts'

const board = { name: 'Board', labels: { vendor: 'acme', model: 'widget-v2' } }

test.each([
  ['vendor=acme,model=widget-v2', { vendor: 'acme', model: 'widget-v2' }],
  [' vendor = acme , , ', { vendor: 'acme' }],
  ['Board', { name: 'Board' }],
  ['Board,vendor=acme', { name: 'Board', vendor: 'acme' }],
  ['url=a=b', { url: 'a=b' }],
])('"%s" is a selector', (text, selector) => {
  expect(parseSelector(text)).toEqual(selector)
})

test.each(['', ' , ', '=acme', 'vendor=', 'a=b,=c'])('"%s" is none', (text) => {
  expect(() => parseSelector(text)).toThrow(
    `"${text}" is no selector.\n  Write labels and values: vendor=acme,model=widget-v2`,
  )
})

test.each([
  ['every label as wanted', 'vendor=acme,model=widget-v2', true],
  ['one label of another value', 'vendor=acme,model=other', false],
  ['a label that is lacking', 'lab=north', false],
  ['a name that every object has', 'constructor=x', false],
  ['its own name', 'Board', true],
  ['another name', 'board', false],
])('%s', (_what, text, matches) => {
  expect(matchesSelector(parseSelector(text), board)).toBe(matches)
})

test('a label called name hides the device’s own', () => {
  const renamed = { name: 'Board', labels: { name: 'gateway' } }
  expect([{ name: 'gateway' }, { name: 'Board' }].map((s) => matchesSelector(s, renamed))).toEqual([
    true,
    false,
  ])
})

test('what is written is read again', () => {
  const text = 'vendor=acme,name=Board'
  expect(formatSelector(parseSelector(text))).toBe(text)
})
