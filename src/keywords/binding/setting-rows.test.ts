import { expect, it } from 'vitest'
import { runSuiteText } from '../testing/run-suite-text.ts'

async function run(...rows: string[]) {
  const text = ['*** Test Cases ***', 'T', ...rows.map((row) => `    ${row}`)].join('\n')
  const { tests, log, diagnostics } = await runSuiteText(text)
  return { ...tests.get('T'), log: log.map((line) => line.slice(line.indexOf(' ') + 1)), diagnostics }
}

it('runs the rows of a setup as steps', async () => {
  const rows = ['[Setup]', '...    Log    one', '...    ${x} =    Set Variable    two', '...    y = "three"']
  expect((await run(...rows, 'Log    ${x} ${y}')).log.filter((line) => !line.startsWith('${'))).toEqual([
    'one',
    'two three',
  ])
})

it('runs every row of a teardown, whatever fails', async () => {
  const { message, log } = await run(
    'Log    body',
    '[Teardown]',
    '...    Fail    broken',
    '...    Log    last',
  )
  expect(log).toEqual(['body', 'last'])
  expect(message).toBe('Teardown failed:\nbroken')
})

it.each([
  [
    'a keyword whose arguments are calls',
    ['[Setup]', '...    Run Keywords', '...    Log    one', '...    AND    Log    two'],
    ['one', 'two'],
  ],
  ['rows that are no steps', ['[Setup]', '...    Log Many', '...    one', '...    two'], ['one', 'two']],
  ['a row beside the setting', ['[Setup]    Log Many', '...    Log', '...    Comment'], ['Log', 'Comment']],
])('reads %s as one call, as Robot Framework does', async (_title, rows, expected) => {
  const { log, diagnostics } = await run(...rows, 'No Operation')
  expect([diagnostics, log]).toEqual([[], expected])
})

it('runs the rows of a suite setting', async () => {
  const text =
    '*** Settings ***\nTest Setup\n...    Log    one\n...    Log    two\n*** Test Cases ***\nT\n    Log    three'
  expect((await runSuiteText(text)).log).toEqual(['INFO one', 'INFO two', 'INFO three'])
})
