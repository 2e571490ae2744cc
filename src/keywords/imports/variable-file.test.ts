import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runSuiteText } from '../testing/run-suite-text.ts'
import { Secret } from '../value/secret.ts'
import { toText } from '../value/text.ts'
import { readGivenVariables } from './given-variables.ts'
import { readVariableFile } from './variable-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-variables-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

function shown(values: ReadonlyMap<string, unknown>): Record<string, string> {
  return Object.fromEntries([...values].map(([name, value]) => [name, toText(value)]))
}

describe('a variable file', () => {
  test('gives the values of YAML as Robot has them', () => {
    const text =
      'Board Name: rig\nvolts: 1.0\ncount: 2\nready: yes\nlist: [1, two]\ndeep: { a: { b: null } }\n'
    expect(shown(readVariableFile(file('v.yaml', text)))).toEqual({
      ...{ boardname: 'rig', volts: '1.0', count: '2', ready: 'True', list: "[1, 'two']" },
      deep: "{'a': {'b': None}}",
    })
  })

  test('may be JSON', () => {
    expect(shown(readVariableFile(file('v.json', '{"a": 2.0, "b": "2"}')))).toEqual({ a: '2.0', b: '2' })
  })

  test.each([
    ['list.yaml', '- 1\n', 0, 'YAML variable file must be a mapping, got list.'],
    ['text.json', '"x"', 0, 'JSON variable file must be a mapping, got string.'],
    ['args.json', '{}', 1, 'JSON variable files do not accept arguments.'],
  ])('%s is refused in Robot’s words', (name, text, args, reason) => {
    const path = file(name, text)
    expect(() => readVariableFile(path, args)).toThrow(`Processing variable file '${path}' failed: ${reason}`)
  })

  test('that is broken tells the line', () => {
    expect(() => readVariableFile(file('broken.yaml', 'a: [1\nb: 2\n'))).toThrow(/line 2, column/)
  })
})

describe('the command line', () => {
  test('gives variables, which may have types; the last of a name counts, and before files', () => {
    const files = [file('one.yaml', 'a: 1\nb: 1\n'), file('two.yaml', 'b: 2\nc: 2\n')]
    const variables = ['A B:x:y', 'a:mine', 'n: int:0x10', 'empty', 'a:last']
    expect(shown(readGivenVariables({ variables, files }, []))).toEqual({
      ...{ a: 'last', b: '1', c: '2', ab: 'x:y', n: '16', empty: '' },
    })
  })

  test('refuses what is not of its type', () => {
    expect(() => readGivenVariables({ variables: ['n: int:many'], files: [] }, [])).toThrow(
      "Command line variable '${n: int}' got value 'many' that cannot be converted to integer.",
    )
    expect(() => readGivenVariables({ variables: ['n: whole:1'], files: [] }, [])).toThrow(
      "Invalid command line variable '${n: whole}': Unrecognized type 'whole'.",
    )
  })

  test('gives secrets', () => {
    const value = readGivenVariables({ variables: ['token: Secret:hunter2'], files: [] }, []).get('token')
    expect(value).toBeInstanceOf(Secret)
    expect(toText([value])).toBe('[Secret(value=<secret>)]')
  })
})

describe('variables of a suite', () => {
  test('come from the suite first, then from imports in their order', async () => {
    const text = `*** Settings ***
Variables    one.yaml
Resource    sub/r.resource
*** Variables ***
\${A}    suite
*** Test Cases ***
T
    Should Be Equal    \${A} \${B} \${C} \${D}    suite one resource inner
`
    const run = await runSuiteText(text, {
      'one.yaml': 'a: one\nb: one\n',
      'sub/r.resource':
        '*** Settings ***\nVariables    inner.yaml\n*** Variables ***\n${B}    resource\n${C}    resource\n',
      'sub/inner.yaml': 'c: inner\nd: inner\n',
    })
    expect(run.tests.get('T')?.message).toBe('')
    expect(run.diagnostics).toEqual([])
  })
})
