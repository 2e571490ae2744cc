import { expect, it } from 'vitest'
import { parseFile } from '../parse-file.ts'
import { joinDocumentation } from './documentation.ts'

it.each([
  ['cells of a row, with the space between', ['one    two', 'three'], 'one    two\nthree'],
  ['rows to lines', ['one', '', 'two'], 'one\n\ntwo'],
  ['indented rows with their indentation', ['one', '  - two', 'three'], 'one\n  - two\nthree'],
  ['a row that ends in a backslash to the next', ['one \\', 'two\\n', 'three'], 'one two\\nthree'],
  ['an escaped backslash to nothing', ['one\\\\', 'two'], 'one\\\\\ntwo'],
])('joins %s', (_title, rows, expected) => {
  const text = `*** Settings ***\nDocumentation    ${rows.join('\n...              ')}`
  expect(joinDocumentation(parseFile(text, 'suite').settings[0]?.values ?? [])).toBe(expected)
})
