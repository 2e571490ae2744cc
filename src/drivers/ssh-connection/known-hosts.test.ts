import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostKeyOf, knownKeys, knownName, pinKey } from './known-hosts.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hil-known-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The keys that a file with these lines has for a host. */
function keysIn(name: string, ...lines: readonly string[]): string[] {
  const file = join(folder, 'known')
  writeFileSync(file, lines.join('\n'))
  return knownKeys(file, name).map(({ base64, line, revoked }) => `${line}:${base64}${revoked ? '!' : ''}`)
}

test('a host has its name, with the port unless it is 22', () => {
  expect(knownName('board', 22)).toBe('board')
  expect(knownName('::1', 2222)).toBe('[::1]:2222')
})

test('the lines of a host are found: lists, wildcards, exceptions, comments, marks', () => {
  const lines = [
    '# comment',
    'other ssh-ed25519 A',
    'one,board ssh-ed25519 B comment',
    '*.lab,!board.lab ssh-rsa C',
    '@revoked board ssh-ed25519 D',
    '@cert-authority * ssh-rsa E',
    'b?ard ssh-rsa F',
    'board ssh-rsa',
    '',
  ]
  expect(keysIn('board', ...lines)).toEqual(['3:B', '5:D!', '7:F'])
  expect(keysIn('gate.lab', ...lines)).toEqual(['4:C'])
  expect(keysIn('board.lab', ...lines)).toEqual([])
})

test('a key is pinned on a line of its own, in a file that may be missing or end without a newline', () => {
  const file = join(folder, 'deep/known')
  pinKey(file, 'a', { type: 'ssh-rsa', base64: 'A' })
  expect(readFileSync(file, 'utf8')).toBe('a ssh-rsa A\n')
  writeFileSync(file, 'b ssh-rsa B')
  pinKey(file, 'a', { type: 'ssh-rsa', base64: 'A' })
  expect(readFileSync(file, 'utf8')).toBe('b ssh-rsa B\na ssh-rsa A\n')
})

test('what cannot be read is no empty file', () => {
  expect(() => knownKeys(folder, 'a')).toThrow('EISDIR')
})

test('a key tells its kind', () => {
  const blob = Buffer.concat([Buffer.from([0, 0, 0, 7]), Buffer.from('ssh-rsa...')])
  expect(hostKeyOf(blob).type).toBe('ssh-rsa')
})
