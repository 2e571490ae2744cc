import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { runSuiteText, type TestResult } from '../../testing/run-suite-text.ts'

interface Case {
  readonly group: string
  readonly steps: string
  readonly expected: TestResult
}

/** Steps, `;;` between them, and how Robot Framework 7.4 ends a test of them: group, steps, status, message as JSON. */
const CASES: readonly Case[] = readFileSync(new URL('./robot-results.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [group = '', steps = '', status = '', message = '""'] = line.split('\t')
    const expected = { status: status as TestResult['status'], message: JSON.parse(message) as string }
    return { group, steps, expected }
  })

/** Keywords that the steps call. */
const KEYWORDS = `
*** Keywords ***
Returns
    [Arguments]    \${how}
    Return From Keyword If    \${how} == 1    one
    Run Keyword If    \${how} == 2    Return From Keyword    a    b
    Run Keyword If    \${how} == 3    Return From Keyword
    Run Keyword And Return If    \${how} == 4    Set Variable    by keyword
    RETURN    end
Fails Twice
    Run Keyword And Continue On Failure    Fail    one
    Fail    two
    Fail    three
`

describe.each([...new Set(CASES.map(({ group }) => group))])('%s', (group) => {
  const cases = CASES.filter((one) => one.group === group)
  let results: ReadonlyMap<string, TestResult> = new Map()
  beforeAll(async () => {
    const tests = cases.map(({ steps }, index) => `Case ${index}\n    ${steps.split(';;').join('\n    ')}\n`)
    const run = await runSuiteText(`*** Test Cases ***\n${tests.join('')}${KEYWORDS}`)
    results = run.tests
  })
  it.each(cases.map((one, index) => ({ ...one, index })))(
    'ends as in Robot: $steps',
    ({ index, expected }) => {
      expect(results.get(`Case ${index}`)).toEqual(expected)
    },
  )
})
