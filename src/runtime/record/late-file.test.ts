import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LateFile } from './late-file.ts'

const LONG = 60_000

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hil-late-'))
  path = join(folder, 'deep/record.ndjson')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what is taken in time never reaches the disk', () => {
  const file = new LateFile(path, LONG)
  file.write('one\n')
  file.write('two\n')
  expect(file.take()).toBe('one\ntwo\n')
  file.close()
  expect(existsSync(join(folder, 'deep'))).toBe(false)
})

test('what settles is on disk, and so is all that follows', () => {
  const file = new LateFile(path, LONG)
  file.write('one\n')
  file.settle()
  file.write('two\n')
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
  expect(file.take()).toBeUndefined()
  file.close()
})

test('it settles by itself when its time is over', async () => {
  const file = new LateFile(path, 1)
  file.write('one\n')
  await expect.poll(() => existsSync(path) && readFileSync(path, 'utf8')).toBe('one\n')
  file.close()
})

test('it settles when much has gathered', () => {
  const file = new LateFile(path, LONG)
  file.write('x'.repeat(70_000))
  expect(readFileSync(path, 'utf8')).toHaveLength(70_000)
  file.close()
})

test('without holding back the file is made at once', () => {
  const file = new LateFile(path, 0)
  file.write('one\n')
  expect(readFileSync(path, 'utf8')).toBe('one\n')
  expect(file.take()).toBeUndefined()
  file.close()
})

test('what cannot be written is kept, and told by the next one who needs it on disk', () => {
  writeFileSync(join(folder, 'deep'), 'a file where the folder would be')
  const file = new LateFile(path, LONG)
  file.write('one\n')
  expect(() => file.settle()).toThrow('Cannot write the record')
  expect(() => file.settle()).toThrow('Cannot write the record')
  rmSync(join(folder, 'deep'))
  file.settle()
  expect(readFileSync(path, 'utf8')).toBe('one\n')
  file.close()
})
