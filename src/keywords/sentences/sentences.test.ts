import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bindSuite } from '../binding/bind-suite.ts'
import { standardCatalogue } from '../libraries/standard.ts'
import { runSuite } from '../testing/run-suite-text.ts'

/** Runs one test with these rows on every keyword there is, without a device. */
async function run(...rows: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-sentences-'))
  try {
    const path = join(folder, 'suite.hil')
    writeFileSync(path, ['*** Test Cases ***', 'T', ...rows.map((row) => `    ${row}`)].join('\n'))
    const { tests, log, diagnostics } = await runSuite(bindSuite(path, standardCatalogue()))
    return { diagnostics, log: log.map((line) => line.slice(line.indexOf(' ') + 1)), ...tests.get('T') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('plain assignment', () => {
  it('keeps the value of an expression', async () => {
    const rows = ['slow = 0', 'slow = slow + 1', 'name = "a" * 3', 'Log    ${slow} ${name}']
    expect(await run(...rows)).toMatchObject({ status: 'PASS', log: ['1 aaa'] })
  })

  it('keeps the value of a keyword, in one cell or more', async () => {
    const rows = [
      'a = Set Variable    1',
      'b =    Set Variable    2',
      'c, d = Create List    3    4',
      'Log    ${a}${b}${c}${d}',
    ]
    expect((await run(...rows)).log.at(-1)).toBe('1234')
  })

  it.each([
    ['slow = slwo + 1', '3: The variable slwo has no value here.'],
    ['output = Reed Serial', '3: I do not know the keyword "Reed Serial".'],
    ['slow = 1 +', '3: The expression ends too early.'],
  ])('reports %s', async (row, diagnostic) => {
    expect((await run(row)).diagnostics).toEqual([diagnostic])
  })
})

describe('Check that', () => {
  it('shows the values of the parts of what is not true', async () => {
    expect(await run('slow = 3', 'Check that slow is at most 2')).toMatchObject({
      status: 'FAIL',
      message: 'slow is at most 2 is not true: slow = 3',
    })
  })

  it('passes when it is true', async () => {
    const rows = ['output = "boot ok"', 'Check that output contains "ok" and output does not match /panic/i']
    expect((await run(...rows)).status).toBe('PASS')
  })

  it('reports an expression that cannot be read, at its place', async () => {
    expect((await run('Check that 1 === 2')).diagnostics).toEqual(['3: "===" is not an operator.'])
  })

  it('reports a name that has no value', async () => {
    expect((await run('Check that slow is at most 2')).diagnostics).toEqual([
      '3: The variable slow has no value here.',
    ])
  })
})

it('Expect that lets the test go on and tells all failures at its end', async () => {
  const { message, log } = await run('x = 1', 'Expect that x == 2', 'Expect that x > 5', 'Log    on')
  expect(log).toEqual(['on'])
  expect(message).toBe(
    'Several failures occurred:\n\n1) x == 2 is not true: x = 1\n\n2) x > 5 is not true: x = 1',
  )
})

it('Measure time of gives the value and a duration', async () => {
  const rows = [
    'log, time = Measure time of: Set Variable    5',
    'Check that time < 20 s and log == "5"',
    'Check that time > 1 h',
  ]
  expect((await run(...rows)).message).toMatch(/^time > 1 h is not true: time = .* ms$/)
})

describe('a sentence', () => {
  /** Rows that end with a log of what they made. */
  const logs: readonly (readonly [string, readonly string[], string])[] = [
    [
      'takes what begins with a digit as it is',
      ['x = Create list of 3V3, 10.0.0.7, 0x2A and 2 V'],
      "['3V3', '10.0.0.7', 42, 2 V]",
    ],
    [
      'takes pairs',
      ['x = Create dictionary with rail="3V3", volts=3.3 V and "a b"=1'],
      "{'rail': '3V3', 'volts': 3.3 V, 'a b': 1}",
    ],
    ['names a variable that has no value yet', ['Set test variable x to 5'], '5'],
    ['chooses by a condition', ['y = 5', 'x = Choose "high" if y > 3 and y < 9 else "low"'], 'high'],
    ['gives the value of an expression', ['y = 5', 'x = Evaluate y * 2 + 1'], '11'],
    ['tells whether a step passed', ['x = Try: Fail because "no"'], 'False'],
    ['runs a step if a condition holds', ['y = "a: b"', 'x = If y == "a: b": Set variable to 7'], '7'],
    [
      'runs steps with AND between',
      ['Run all of: Set test variable y to "a AND b" AND Set test variable x to y'],
      'a AND b',
    ],
    ['tries again with units', ['x = Try for 1 s every 10 ms: Set variable to 3'], '3'],
    ['tries as often as it is told', ['x = Try "2 times" every 1 ms: Set variable to 3'], '3'],
    ['begins with Given, When or Then', ['Given set test variable x to 1'], '1'],
  ]

  it.each(logs)('%s', async (_, rows, logged) => {
    const { log, message, diagnostics } = await run(...rows, 'Log    ${x}')
    expect(log, `${message} ${diagnostics}`).toContain(logged)
  })

  it('repeats for a time or so often', async () => {
    const rows = ['x = 0', 'Repeat 2 times: Log "a" ', 'Repeat for 1 ms: No operation']
    const { log, status } = await run(...rows)
    expect(status).toBe('PASS')
    expect(log.filter((line) => line === 'a')).toHaveLength(2)
  })

  it('of a library is known once the library is imported', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hilwright-sentences-'))
    try {
      const path = join(folder, 'suite.hil')
      const rows = ['x = Create list of 1', 'Append 2, 3 to x', 'y = Get item 1 of x', 'Log    ${x} ${y}']
      const library = '*** Settings ***\nLibrary    Collections\n'
      const test = ['*** Test Cases ***', 'T', ...rows.map((row) => `    ${row}`)].join('\n')
      writeFileSync(path, `${library}${test}\n`)
      const { log, diagnostics } = await runSuite(bindSuite(path, standardCatalogue()))
      expect(diagnostics).toEqual([])
      expect(log.at(-1)).toContain('[1, 2, 3] 2')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
