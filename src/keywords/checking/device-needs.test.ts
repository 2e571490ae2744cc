import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bindSuite } from '../binding/bind-suite.ts'
import { standardCatalogue } from '../libraries/standard.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-needs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function bind(text: string) {
  const path = join(folder, 'suite.hil')
  writeFileSync(path, text)
  return bindSuite(path, standardCatalogue())
}

test('a Board setting and Connect To Exporter name the devices that a suite needs', () => {
  const suite = bind(`*** Settings ***
Board    vendor=acme,model=widget-v2
*** Test Cases ***
T
    Connect To Exporter    selector=vendor=acme,model=gateway
    Use Device    vendor=acme,model=widget-v2
`)
  expect(suite.selectors).toEqual(['vendor=acme,model=widget-v2', 'vendor=acme,model=gateway'])
  expect(suite.diagnostics).toEqual([])
})

test('the interfaces of called keywords are known, those in nested calls and user keywords too', () => {
  const suite = bind(`*** Test Cases ***
T
    Wait Until Keyword Succeeds    3x    1 ms    Read Pin    PB5
    Helper
*** Keywords ***
Helper
    Power On
`)
  expect([...suite.interfaces].sort()).toEqual(['gpio', 'power'])
})

test('a suite without device keywords needs none', () => {
  const suite = bind('*** Test Cases ***\nT\n    Log    hello\n')
  expect([suite.interfaces.size, suite.selectors.length]).toEqual([0, 0])
})

test('each board with a name is a device of its own, also if another matches the same', () => {
  const suite = bind(
    '*** Settings ***\nBoard    a=b    AS    One\nBoard    a=b    AS    Two\n*** Test Cases ***\nT\n    One: Power on\n    Two.Power Off\n',
  )
  expect([suite.diagnostics, suite.selectors]).toEqual([[], ['a=b', 'a=b']])
})

test.each([
  [
    'Board    a=b    AS    One\nBoard    c=d    AS    one',
    'Power On',
    'duplicate-board: Two boards have the name "one".',
  ],
  [
    'Board    a=b    c=d',
    'Power On',
    'too-many-values: The setting "Board" takes one selector and, after AS, a name.',
  ],
  ['Board    a=b    AS    Gateway', 'Gatway: Power on', 'unknown-board: There is no board "Gatway".'],
])('reports %s with %s', (board, step, expected) => {
  const { diagnostics } = bind(`*** Settings ***\n${board}\n*** Test Cases ***\nT\n    ${step}\n`)
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([expected])
})
