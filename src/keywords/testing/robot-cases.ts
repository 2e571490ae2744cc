import { readFileSync } from 'node:fs'
import { runSuiteText, type TestResult } from './run-suite-text.ts'

/** Steps, and how Robot Framework ends a test of them: what the last step gives is its message. */
export interface RobotCase {
  readonly group: string
  /** With `;;` between them. */
  readonly steps: string
  readonly expected: TestResult
}

/** The cases of a table: group, steps, status and message as JSON, with tabs between them. */
export function readRobotCases(table: URL): readonly RobotCase[] {
  const lines = readFileSync(table, 'utf8').trimEnd().split('\n')
  return lines.map((line) => {
    const [group = '', steps = '', status = '', message = '""'] = line.split('\t')
    const expected = { status: status as TestResult['status'], message: JSON.parse(message) as string }
    return { group, steps, expected }
  })
}

/** Runs each case as a test of one suite that imports the libraries; `${L}`, `${D}` and `${W}` are there to work on. */
export async function runRobotCases(
  cases: readonly RobotCase[],
  libraries: readonly string[],
): Promise<readonly (TestResult | undefined)[]> {
  const settings = libraries.map((name) => `Library    ${name}\n`).join('')
  const tests = cases.map(({ steps }, index) => testOf(`Case ${index}`, steps.split(';;')))
  const run = await runSuiteText(
    `*** Settings ***\n${settings}${VARIABLES}*** Test Cases ***\n${tests.join('')}`,
  )
  return cases.map((_, index) => run.tests.get(`Case ${index}`))
}

const VARIABLES = '*** Variables ***\n@{W}    abc    ABC    x b\n'
const FRESH = ["${L} =    Evaluate    ['a', 'b', 'c']", "${D} =    Evaluate    {'a': 1, 'b': 'two'}"]

function testOf(name: string, steps: readonly string[]): string {
  const last = steps.at(-1) ?? ''
  const told = last === 'END' ? [last] : [`\${result} =    ${last}`, 'Set Test Message    ${{repr($result)}}']
  return [name, ...[...FRESH, ...steps.slice(0, -1), ...told].map((step) => `    ${step}`), ''].join('\n')
}
