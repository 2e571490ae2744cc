import { afterAll, expect, test } from 'vitest'
import { config, createProject } from './project.ts'

const project = createProject({
  'playwright.config.ts': config("resourcePath: ['shared'],"),
  'shared/common.resource': '*** Keywords ***\nGreet\n    Log To Console    hello ${NAME} of ${LAB}\n',
  'lab.yaml': 'lab: north\nname: nobody\n',
  'lib/count.ts': `import type { KeywordContext } from 'hilwright/library'
export enum Step { One = 1, Two = 2 }
export class Count {
  static scope = 'SUITE'
  #count: number
  constructor(start: number) { this.#count = start }
  /** Counts on. */
  countOn(step: Step, context: KeywordContext): number { this.#count += step; context.log('counted'); return this.#count }
}
`,
  'suites/a.hil': `*** Settings ***
Resource    common.resource
Library    ../lib/count.ts    40    AS    Counter

*** Test Cases ***
Greets
    Greet
    \${n} =    Counter.Count On    two
    Should Be Equal    \${n}    \${42}
`,
})
afterAll(() => project[Symbol.asyncDispose]())

const GIVEN = ['--variable', 'NAME:ada', '--variablefile', 'lab.yaml']

test('a suite runs with libraries in TypeScript, resources on the search path and variables of the command line', async () => {
  const { all, exitCode } = await project.hil(['run', ...GIVEN])
  expect(all).toContain('hello ada of north')
  expect(exitCode).toBe(0)
}, 60_000)

test('hil check knows them too', async () => {
  const without = await project.hil(['check'])
  expect(without.stderr).toContain('The variable ${NAME} has no value here.')
  expect(without.exitCode).toBe(2)
  expect((await project.hil(['check', ...GIVEN])).exitCode).toBe(0)
}, 60_000)

test('a variable file that is not there is told before anything runs', async () => {
  const { stderr, exitCode } = await project.hil(['check', '--variablefile', 'none.yaml'])
  expect(stderr).toContain("SuiteError: Variable file 'none.yaml' does not exist.")
  expect(exitCode).toBe(2)
}, 60_000)
