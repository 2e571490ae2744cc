import { afterAll, describe, expect, test } from 'vitest'
import { createProject } from './project.ts'

const suite = (name: string, ...steps: readonly string[]) =>
  `*** Test Cases ***\n${name}\n${[`Log To Console    test ${name}`, ...steps].map((step) => `    ${step}\n`).join('')}`

const project = createProject({
  'suites/__init__.hil': `*** Settings ***
Suite Setup       Open Lab
Suite Teardown    Log To Console    close outer
Test Tags         outer
Test Setup        Log    from outer
Test Timeout      30 s

*** Keywords ***
Open Lab
    Log To Console    open outer
    Set Global Variable    \${LAB}    north
`,
  'suites/01__power/__init__.robot': `*** Settings ***
Suite Setup       Log To Console    open inner
Suite Teardown    Log To Console    close inner
Test Tags         inner
`,
  'suites/01__power/b.hil': suite(
    'B',
    'Should Be Equal    ${LAB}    north',
    'Should Contain    ${TEST TAGS}    inner',
  ),
  'suites/01__power/c.hil': suite('C', 'Power Off'),
  'suites/z.hil': suite('Z', 'Should Be Equal    ${TEST TAGS}    ${{ ["outer"] }}'),
})
afterAll(() => project[Symbol.asyncDispose]())

/** What the suites said, in its order. */
function said(output: string): string[] {
  return [...output.matchAll(/^(?:open|close|test) \w+$/gm)].map(([line]) => line)
}

describe('a directory with an __init__ file', () => {
  test('is set up before its first suite and torn down after its last', async () => {
    const { all, exitCode } = await project.hil(['run', '--reporter=line'])
    expect(said(all)).toEqual([
      ...['open outer', 'open inner', 'test B', 'test C', 'close inner', 'test Z', 'close outer'],
    ])
    expect(exitCode).toBe(0)
  }, 60_000)

  test('is set up and torn down once when several workers run its suites', async () => {
    const { all, exitCode } = await project.hil(['run', '--workers=3', '--reporter=line'])
    const lines = said(all)
    expect(lines.toSorted()).toEqual(
      ['open outer', 'open inner', 'test B', 'test C', 'close inner', 'test Z', 'close outer'].toSorted(),
    )
    expect([lines[0], lines.at(-1)]).toEqual(['open outer', 'close outer'])
    expect(exitCode).toBe(0)
  }, 60_000)

  test('whose setup fails fails every test in it, and is torn down', async () => {
    project.write({
      'suites/01__power/__init__.robot':
        '*** Settings ***\nSuite Setup    Fail    no lab\nSuite Teardown    Log To Console    close inner\n',
    })
    const { all, exitCode } = await project.hil(['run', '--reporter=line'])
    expect(said(all)).toEqual(['open outer', 'close inner', 'test Z', 'close outer'])
    expect(all.match(/Parent suite setup failed:\s+no lab/g)?.length).toBeGreaterThanOrEqual(2)
    expect(exitCode).toBe(1)
  }, 60_000)

  test('has mistakes that are told before anything runs', async () => {
    project.write({ 'suites/01__power/__init__.robot': '*** Settings ***\nSuite Setup    No Such Keyword\n' })
    const { all, exitCode } = await project.hil(['run', '--reporter=line'])
    expect(all).toContain('01__power/__init__.robot:2:16  I do not know the keyword "No Such Keyword".')
    expect(exitCode).toBe(2)
  }, 60_000)
})
