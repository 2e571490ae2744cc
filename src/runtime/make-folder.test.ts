import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-make-folder-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('folders are made down to the last, and one that is there is left alone', () => {
  const deep = join(folder, 'a/b/c')
  makeFolder(deep)
  makeFolder(deep)
  expect(existsSync(deep)).toBe(true)
})

test('a file in the way is an error', () => {
  writeFileSync(join(folder, 'a'), '')
  expect(() => makeFolder(join(folder, 'a/b'))).toThrow('ENOTDIR')
})

test.skipIf(!existsSync('/proc/self'))(
  'a place that takes no folders is an error, and no wait without end',
  () => {
    expect(() => makeFolder('/proc/no-such-folder/deep')).toThrow('/proc/no-such-folder')
  },
)
