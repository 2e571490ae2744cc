import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bindSuite } from '../binding/bind-suite.ts'
import { standardCatalogue } from '../libraries/standard.ts'
import { runSuite } from '../testing/run-suite-text.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-examples-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function run(...rows: string[]) {
  const path = join(folder, 'suite.hil')
  writeFileSync(path, ['*** Test Cases ***', ...rows].join('\n'))
  const suite = bindSuite(path, standardCatalogue())
  const { tests, diagnostics } = await runSuite(suite)
  return { lines: suite.tests.map(({ place }) => place.line), tests: Object.fromEntries(tests), diagnostics }
}

const ROWS = [
  '${rail} Is In Range',
  '    [Examples]    rail    low      high',
  '    ...    3V3      3.2 V    3.4 V',
  '    ...    VCORE    0.85 V    0.95 V',
]

it('makes a test of each row, with its values in its name, at its line', async () => {
  const { lines, tests } = await run(...ROWS, '    Check that 3.3 V is between low and high')
  expect(lines).toEqual([4, 5])
  expect(tests).toEqual({
    '3V3 Is In Range': { status: 'PASS', message: '' },
    'VCORE Is In Range': {
      status: 'FAIL',
      message: "3.3 V is between low and high is not true: low = '0.85 V', high = '0.95 V'",
    },
  })
})

it('puts the values behind a name that has none, and gives numbers as numbers', async () => {
  const { tests } = await run(
    'Adds',
    '    [Examples]    a    b    sum',
    '    ...    1    2    3',
    '    ...    1.5    1.5    3',
    '    Check that a + b == sum',
  )
  expect(tests).toMatchObject({
    'Adds (1, 2, 3)': { status: 'PASS' },
    'Adds (1.5, 1.5, 3)': { status: 'PASS' },
  })
})

it('keeps text that only looks like a number as it is written', async () => {
  const { tests } = await run(
    'Version ${v}',
    '    [Examples]    v',
    '    ...    1.10',
    '    Check that v == "1.10"',
  )
  expect(tests).toEqual({ 'Version 1.10': { status: 'PASS', message: '' } })
})

it('gives the values to setup and teardown too', async () => {
  const { tests } = await run(
    'T',
    '    [Examples]    v',
    '    ...    5',
    '    [Setup]    Should Be Equal As Integers    ${v}    5',
    '    Log    ${v}',
    '    [Teardown]    Should Be Equal As Integers    ${v}    6',
  )
  expect(Object.values(tests)[0]?.message).toBe('Teardown failed:\n5 != 6')
})

it('reads a CSV file', async () => {
  writeFileSync(join(folder, 'rails.csv'), '\ufeffrail, low\n3V3, 3.2 V\n"A, B", ${x}\n')
  const { tests, diagnostics, lines } = await run(
    '${rail} Works',
    '    [Examples]    file=rails.csv',
    '    Log    ${low}',
  )
  expect(diagnostics).toEqual([])
  expect(lines).toEqual([3, 3])
  expect(Object.keys(tests)).toEqual(['3V3 Works', 'A, B Works'])
})

it.each([
  [undefined, /^3: The examples "rails.csv" cannot be read: ENOENT/],
  ['a,b\n', /^3: The examples "rails.csv" cannot be read: it has no line with values\.$/],
  ['a,b\n1\n', /^3: The examples "rails.csv" cannot be read: Invalid Record Length: .* on line 2/],
])('reports a CSV file that cannot be read: %j', async (text, expected) => {
  if (text !== undefined) writeFileSync(join(folder, 'rails.csv'), text)
  const { diagnostics } = await run('T', '    [Examples]    file=rails.csv', '    Log    x')
  expect(diagnostics).toEqual([expect.stringMatching(expected)])
})

it('reports rows that make tests of one name, and variables that have no value', async () => {
  const { diagnostics } = await run(
    '${a} Works',
    '    [Examples]    a    b',
    '    ...    x    ${nix}',
    '    ...    x    2',
    '    Log    ${a}',
  )
  expect(diagnostics).toEqual([
    '4: The variable ${nix} has no value here.',
    '5: Row 2 of the examples makes a second test of the name "x Works".',
  ])
})
