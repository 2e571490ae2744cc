import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findSuites, isSuitePath } from './find-suites.ts'
import { stubPath, writeStubs } from './stubs.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hilwright-stubs-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

describe('stubs', () => {
  test('mirror the suites below a hidden folder, one line each', () => {
    const folder = writeStubs(root, [join(root, 'suites/a b.hil'), join(root, 'top.robot')])
    expect(folder).toBe(join(root, '.hilwright'))
    expect(readFileSync(join(folder, 'suites/a b.hil.cjs'), 'utf8')).toBe('require("../../suites/a b.hil")\n')
    expect(readFileSync(join(folder, 'top.robot.cjs'), 'utf8')).toBe('require("../top.robot")\n')
  })

  test('of suites that are gone go, other files stay, and what is right is not written again', () => {
    const suites = [join(root, 'a.hil'), join(root, 'b.hil')]
    writeStubs(root, suites)
    const [kept, gone] = suites.map((suite) => stubPath(root, suite)) as [string, string]
    const foreign = join(root, '.hilwright/run.json')
    writeFileSync(foreign, '{}')
    const past = new Date(1_000_000)
    utimesSync(kept, past, past)
    writeStubs(root, suites.slice(0, 1))
    expect([existsSync(gone), existsSync(foreign), statSync(kept).mtimeMs]).toEqual([false, true, +past])
  })

  test('that were damaged are written again', () => {
    const suite = join(root, 'a.hil')
    writeStubs(root, [suite])
    writeFileSync(stubPath(root, suite), 'boom')
    writeStubs(root, [suite])
    expect(readFileSync(stubPath(root, suite), 'utf8')).toBe('require("../a.hil")\n')
  })

  test('of suites outside stand apart; a folder whose name begins with two dots is inside', () => {
    expect(stubPath('/p/root', '/p/other/a.hil')).toBe('/p/root/.hilwright/outside/p/other/a.hil.cjs')
    expect(stubPath('/p/root', '/p/root/..odd/a.hil')).toBe('/p/root/.hilwright/..odd/a.hil.cjs')
  })
})

describe('suites', () => {
  test.each([
    ['a.hil', true],
    ['A.ROBOT', true],
    ['a.resource', false],
    ['a.hil.cjs', false],
    ['__init__.robot', false],
    ['sub/__init__.hil', false],
    ['my__init__.hil', true],
  ])('%s', (path, is) => {
    expect(isSuitePath(path)).toBe(is)
  })

  test('are found in folders, sorted, but not in hidden ones and packages', () => {
    const files = [
      'b.hil',
      'a/z.robot',
      'a/y.txt',
      '.hidden/x.hil',
      'node_modules/p/x.hil',
      'test-results/x.hil',
    ]
    for (const file of files) {
      mkdirSync(join(root, file, '..'), { recursive: true })
      writeFileSync(join(root, file), '')
    }
    expect(findSuites(root)).toEqual([join(root, 'a/z.robot'), join(root, 'b.hil')])
  })
})
