import { expect, test } from 'vitest'
import { text, time } from '../../keywords/catalogue/argument-type.ts'
import { arg, optional, rest } from '../../keywords/catalogue/keyword.ts'
import { standardCatalogue } from '../../keywords/libraries/standard.ts'
import { argumentForm, argumentForms } from './argument-form.ts'

test('an argument shows its name as suites write it, and what it is when left out', () => {
  expect(argumentForm(arg('offTime', text, ''))).toBe('off_time')
  expect(argumentForm(rest('items', text, ''))).toBe('*items')
  expect(argumentForm(optional('line', text, '', ''))).toBe('[line]')
  expect(argumentForm(optional('level', text, 'INFO', ''))).toBe('[level=INFO]')
})

test('a default duration shows its unit, since a bare number in a suite counts seconds', () => {
  expect(argumentForm(optional('quiet', time, 200, ''))).toBe('[quiet=200 ms]')
})

test('a keyword that runs another shows where that one stands', () => {
  const keyword = standardCatalogue().find('Run Keyword If')
  expect(keyword && argumentForms(keyword)).toEqual(['condition', 'keyword', '*its_arguments'])
})

test('no keyword shows code as a default', () => {
  const forms = standardCatalogue().libraries.flatMap(({ keywords }) =>
    keywords.flatMap((keyword) => argumentForms(keyword)),
  )
  expect(forms.filter((form) => /[\n{]|function|=>/.test(form))).toEqual([])
})
