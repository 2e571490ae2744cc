import { describe, expect, test } from 'vitest'
import { runSuiteText } from '../testing/run-suite-text.ts'

/** Runs steps of one test with a library; gives how it ended, in one line. */
async function run(steps: string, files: Readonly<Record<string, string>>, library = './lib.ts') {
  const text = `*** Settings ***\nLibrary    ${library}\n*** Test Cases ***\nT\n${steps.replace(/^/gm, '    ')}\n`
  const { tests, diagnostics, log } = await runSuiteText(text, files)
  const end = tests.get('T')
  return { end: end?.message === '' ? end.status : `${end?.status} ${end?.message}`, diagnostics, log }
}

const FUNCTIONS = `
/** Keywords for the trial. */
import { join } from 'node:path'
enum Mode { Fast = 'f', Slow = 's' }
/**
 * Cycles the power.
 * @param times - how often
 * @phrase Cycle power {times} times
 */
export async function powerCycle(times: number, pause = 0.5, ...names: string[]): Promise<string> {
  await null
  return [typeof times, times, pause, join(...names, 'x')].join(' ')
}
export function fail(): never { throw new Error('The relay is stuck.') }
export const setMode = (mode: Mode, { loud = false, level }: { loud?: boolean; level: number }) => [mode, loud, level]
export function takeDict(values: Record<string, unknown>) { return JSON.stringify(values) }
export function _hidden() {}
export const limit = 3
`

describe('functions of a module', () => {
  test('are keywords, with typed arguments', async () => {
    const steps = `\${x} =    Power Cycle    3    1    a    b
Should Be Equal    \${x}    number 3 1 a/b/x
\${x} =    lib.power_cycle    times=2
Should Be Equal    \${x}    number 2 0.5 x`
    expect(await run(steps, { 'lib.ts': FUNCTIONS })).toEqual({ end: 'PASS', diagnostics: [], log: [] })
  })

  test('are called by the phrases of their doc comments', async () => {
    const steps = 'x = Cycle power 4 times\nShould Be Equal    ${x}    number 4 0.5 x'
    expect((await run(steps, { 'lib.ts': FUNCTIONS })).end).toBe('PASS')
  })

  test('take enums by name and options by name only', async () => {
    const steps = `\${x} =    Set Mode    slow    level=\${2}    loud=yes
Should Be Equal    \${x}    \${{ ['s', True, 2] }}`
    expect((await run(steps, { 'lib.ts': FUNCTIONS })).end).toBe('PASS')
  })

  test('get dicts as objects', async () => {
    const steps = `&{d} =    Create Dictionary    a=\${1}    b=\${{ [2.0] }}
\${x} =    Take Dict    \${d}
Should Be Equal    \${x}    {"a":1,"b":[2]}`
    expect((await run(steps, { 'lib.ts': FUNCTIONS })).end).toBe('PASS')
  })

  test('fail with the message of what they throw', async () => {
    expect((await run('Fail It', { 'lib.ts': FUNCTIONS.replace('fail()', 'failIt()') })).end).toBe(
      'FAIL The relay is stuck.',
    )
  })

  test('have arguments that are checked before anything runs', async () => {
    const { diagnostics } = await run('Power Cycle\nPower Cycle    many\nSet Mode    slow\nHidden', {
      'lib.ts': FUNCTIONS,
    })
    expect(diagnostics).toEqual([
      "5: Keyword 'lib.Power Cycle' expected at least 1 argument, got 0.",
      '6: The argument "times" of Power Cycle is wrong: expected a number such as "3.3", got "many".',
      "7: Keyword 'lib.Set Mode' missing named-only argument 'level'.",
      '8: I do not know the keyword "Hidden".',
    ])
  })

  test('of plain JavaScript are described by their JSDoc', async () => {
    const lib = `/** @param {number} a\n * @param {number} [b] */\nexports.add = (a, b = 1) => a + b\n`
    expect(
      (await run('${x} =    Add    2\nShould Be Equal    ${x}    ${3}', { 'lib.cjs': lib }, 'lib.cjs')).end,
    ).toBe('PASS')
  })

  test('of an ES module and of a package are found', async () => {
    const files = {
      'lib.mjs': 'export function add(a, ...more) { return `${a}+${more.length}` }',
      'node_modules/@acme/lab/package.json': '{ "main": "index.js", "type": "module" }',
      'node_modules/@acme/lab/index.js': 'export default { labName: () => "acme" }',
    }
    const steps = '${x} =    Add    2    3\nShould Be Equal    ${x}    2+1'
    expect((await run(steps, files, './lib.mjs')).end).toBe('PASS')
    const lab = '${x} =    Lab.Lab Name\nShould Be Equal    ${x}    acme'
    expect(await run(lab, files, '@acme/lab    AS    Lab')).toEqual({ end: 'PASS', diagnostics: [], log: [] })
  })
})

const CLASS = `
import type { KeywordContext } from 'hilwright/library'
/** Counts. */
export default class Counter {
  static scope = 'SCOPE'
  count: number
  constructor(private readonly start: number = 0, readonly step = 1) { this.count = start }
  /** Counts on. @returns the count */
  countOn(context: KeywordContext) {
    this.count += this.step
    context.log(\`at \${this.count}\`)
    return this.count
  }
  get value() { return this.count }
  private secretly() {}
}
`

describe('a class', () => {
  test('has its public methods as keywords, and takes arguments of the import', async () => {
    const { end, log, diagnostics } = await run(
      'Count On\nCount On',
      { 'lib.ts': CLASS },
      './lib.ts    40    step=2    AS    C',
    )
    expect({ end, log, diagnostics }).toEqual({
      end: 'PASS',
      diagnostics: [],
      log: ['INFO at 42', 'INFO at 44'],
    })
  })

  test('refuses wrong arguments of the import', async () => {
    const { diagnostics } = await run('Count On', { 'lib.ts': CLASS }, './lib.ts    1    2    3')
    expect(diagnostics).toEqual(["2: Library './lib.ts' expected 0 to 2 arguments, got 3."])
  })

  test('that cannot be made fails the keyword', async () => {
    const lib = 'export class Lib { constructor(port) { throw new Error("no port") }\n go() {} }'
    expect((await run('Go', { 'lib.mjs': lib }, './lib.mjs    COM1')).end).toBe(
      "FAIL Initializing library 'lib' with arguments [ COM1 ] failed: no port",
    )
  })

  test.each([
    ['TEST', ['INFO at 1', 'INFO at 1']],
    ['SUITE', ['INFO at 1', 'INFO at 2']],
    ['GLOBAL', ['INFO at 1', 'INFO at 2']],
  ])('of scope %s lives as long', async (scope, expected) => {
    const text =
      '*** Settings ***\nLibrary    ./lib.ts\n*** Test Cases ***\nA\n    Count On\nB\n    Count On\n'
    const { log } = await runSuiteText(text, { 'lib.ts': CLASS.replace('SCOPE', scope) })
    expect(log).toEqual(expected)
  })

  test('has the methods of the class that it extends, from another file too', async () => {
    const files = {
      'base.mjs': 'export class Base { greet(name = "you") { return `hi ${name}` } }',
      'lib.mjs': 'import { Base } from "./base.mjs"\nexport class Lib extends Base { own() {} }',
    }
    const { end } = await run(
      'Own\n${x} =    Greet    name=me\nShould Be Equal    ${x}    hi me',
      files,
      './lib.mjs',
    )
    expect(end).toBe('PASS')
  })
})

describe('a library that cannot be used', () => {
  test.each([
    ['nowhere', './none.ts', {}, "2: Library './none.ts' does not exist."],
    ['Python', 'Lib.py', {}, "2: The library 'Lib.py' is written in Python, which is not run here."],
    ['empty', './lib.ts', { 'lib.ts': 'export const x = 1' }, "2: The library './lib.ts' has no keywords."],
    [
      'broken',
      './lib.ts',
      { 'lib.ts': 'throw new Error("bad day")\nexport const f = () => 1' },
      "2: Importing library './lib.ts' failed: bad day",
    ],
  ])('%s', async (_kind, name, files, expected) => {
    expect((await run('No Operation', files as Record<string, string>, name)).diagnostics).toEqual([expected])
  })
})
