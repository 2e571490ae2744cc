import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './documentation/pages.ts'

interface Reason {
  readonly title: string
  readonly why: string
  readonly of: readonly string[]
}

interface Script {
  testList(pairs: readonly object[], reasons: readonly Reason[]): string
}

const { testList } = (await import(join(ROOT, 'scripts/robot-compatibility.mjs'))) as Script

const passed = { status: 'PASS', message: '' }
const failed = { status: 'FAIL', message: 'No!' }
const same = { path: 'a.robot', name: 'Same', robot: failed, hil: failed }
const other = { path: 'a.robot', name: 'Needs $x|y', robot: passed, hil: failed }
const because = (...of: string[]): Reason[] => [{ title: 'Python', why: 'It needs Python.', of }]

test('each test that ends otherwise stands in the list with its reason', () => {
  const list = testList([same, other], because('a.robot :: Needs *'))
  expect(list).toContain('1 of 2 tests end with the same status, 1 of the 1 that fail')
  expect(list).toContain('### Python\n\nIt needs Python.\n')
  expect(list).toContain('| a.robot | Needs $x\\|y | status |')
  expect(list).not.toContain('Same')
})

test('a test without a reason is an error', () => {
  expect(() => testList([other], because())).toThrow(
    'No reason in scripts/robot-compatibility.yaml for:\na.robot',
  )
})

test('a reason that nothing needs is an error', () => {
  expect(() => testList([same], because('a.robot :: Same'))).toThrow('Nothing differs any more for:\na.robot')
})
