import { expect, test } from 'vitest'
import { shapeOf } from './regexp-shape.ts'

test.each([
  /boot complete/,
  /a.*b/,
  /[a-z\d]+/,
  /[^\n]+/,
  /[^\r\n]+x/,
  /\d+ V/m,
  /(?:foo|bar)+/,
  /\S+/,
  /[^\s]/,
  /\bfoo\t/,
])('%s stays within a line', (regexp) => {
  expect(shapeOf(regexp).crossesLines).toBe(false)
})

test.each([/a\s+b/, /[^x]/, /[\s\S]/, /\W/, /\D/, /a.b/s, /\n/, /\cJ/, /[\t-\r]/, /\p{Cc}/u, /[a[b]]/v])(
  '%s may cross a line end',
  (regexp) => {
    expect(shapeOf(regexp).crossesLines).toBe(true)
  },
)

test.each([
  /boot complete/,
  /login: /,
  /\d+ V/,
  /^a\d{3}/m,
  /a.*?b/,
  /(\d+)\.(\d+)\./,
  /\bfoo/,
  /\w+:/,
  /[^ ]+ # /,
  /(?<v>\d+)V/u,
])('more text does not change a match of %s', (regexp) => {
  expect(shapeOf(regexp).fixed).toBe(true)
})

test.each([
  /\d+/,
  /a|ab/,
  /login: $/,
  /a.*b/,
  /foo\b/,
  /a(?!b)/,
  /a(?=b)/,
  /(ab)+c/,
  /\d+\w/,
  /a?/,
  /(a)\1/,
  /a\d* *b/,
  /x+X/i,
  /\d+(?: V)?/,
  /a{2,}/,
])('more text may change a match of %s', (regexp) => {
  expect(shapeOf(regexp).fixed).toBe(false)
})
