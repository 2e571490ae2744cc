import { expect, test } from 'vitest'
import { rowsShow } from './shown-rows.ts'

const ROWS = ['Temp  21°C', 'ｶﾞ  5 μA']

test.each([
  ['Temp', undefined, true],
  ['Temp', 1, true],
  ['Temp', 2, false],
  ['temp', undefined, false],
  ['21°C   ', undefined, true],
  ['  21', undefined, true],
  ['Temp 21', undefined, false],
  ['Temp\n5', undefined, true],
  ['Temp\r\n5', 1, true],
  ['Temp\n5', 2, false],
  ['Temp\n\n', 1, false],
  ['5\nTemp', undefined, false],
  ['5 \u00b5A', 2, true],
  ['ガ', 2, true],
  ['', 2, true],
  ['Temp', 3, false],
])('%j in row %s is shown: %s', (text, row, shown) => {
  expect(rowsShow(ROWS, text, row)).toBe(shown)
})
