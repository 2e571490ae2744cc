import { describe, expect, it } from 'vitest'
import { runSuiteText } from '../../testing/run-suite-text.ts'

async function run(...steps: readonly string[]) {
  const lines = ['*** Settings ***', 'Library    Collections', '*** Test Cases ***', 'Test']
  return runSuiteText(`${[...lines, ...steps.map((step) => `    ${step}`)].join('\n')}\n`)
}

describe('what keywords change', () => {
  it('is the list itself', async () => {
    const { tests } = await run(
      '@{list} =    Create List    a',
      'Append To List    ${list}    b',
      'Set Test Message    ${list}',
    )
    expect(tests.get('Test')).toEqual({ status: 'PASS', message: "['a', 'b']" })
  })

  it('is a new list each time where the list is written as text', async () => {
    const { tests } = await run(
      'FOR    ${round}    IN RANGE    3',
      '    ${list} =    Append To List    [1]    ${round}',
      'END',
      'Set Test Message    ${list}',
    )
    expect(tests.get('Test')?.message).toBe('[1, 2]')
  })

  it('is not in a deep copy', async () => {
    const { tests } = await run(
      "${list} =    Evaluate    [[1], {'a': [2]}]",
      '${copy} =    Copy List    ${list}    deepcopy=True',
      'Append To List    ${list}[0]    x',
      'Append To List    ${list}[1][a]    x',
      'Set Test Message    ${copy}',
    )
    expect(tests.get('Test')?.message).toBe("[[1], {'a': [2]}]")
  })
})

describe('the log', () => {
  it('has each item of a list with its index', async () => {
    const { log } = await run("Log List    ['a', 1]    level=WARN", 'Log List    []', "Log List    ['x']")
    expect(log.filter((line) => line.includes('List'))).toEqual([
      'WARN List length is 2 and it contains following items:\n0: a\n1: 1',
      'INFO List is empty.',
      'INFO List has one item:\nx',
    ])
  })

  it('has the items of a dict in the order of their keys', async () => {
    const { log } = await run("Log Dictionary    {'b': 1, 'a': [2]}", 'Log Dictionary    {}')
    expect(log.filter((line) => line.includes('Dictionary'))).toEqual([
      'INFO Dictionary size is 2 and it contains following items:\na: [2]\nb: 1',
      'INFO Dictionary is empty.',
    ])
  })
})

describe('before anything runs', () => {
  it.each([
    ['Append To List    text    x', 'expected a list, got "text".'],
    ['Get From Dictionary    [1]    x', 'expected a dict, got "[1]".'],
    ["Get From List    ['a']    one", 'expected a whole number such as "42", got "one".'],
  ])('%s is found', async (step, problem) => {
    const { diagnostics } = await run(step)
    expect(diagnostics).toHaveLength(1)
    expect(diagnostics[0]).toContain(problem)
  })
})
