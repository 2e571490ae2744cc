import { createHmac } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../../runtime/make-folder.ts'

/** A host key as files and messages write it. */
export interface HostKey {
  /** `ssh-ed25519`, `ssh-rsa`… */
  readonly type: string
  readonly base64: string
}

/** A key of a file, and the line it stands on. */
export interface KnownKey extends HostKey {
  readonly line: number
  readonly revoked: boolean
}

/** The key in the blob that a server shows; its type stands at the beginning. */
export function hostKeyOf(blob: Buffer): HostKey {
  return { type: blob.toString('latin1', 4, 4 + blob.readUInt32BE(0)), base64: blob.toString('base64') }
}

/** The name under which a host stands in the file. */
export function knownName(host: string, port: number): string {
  return port === 22 ? host : `[${host}]:${port}`
}

/** The keys that a file in OpenSSH's format has for a host; none if there is no file. Throws what reading throws otherwise. */
export function knownKeys(file: string, name: string): KnownKey[] {
  return readIfThere(file)
    .split('\n')
    .flatMap((text, index) => keyOnLine(text, index + 1, name))
}

/** Adds a key to the file, which is made if need be. */
export function pinKey(file: string, name: string, { type, base64 }: HostKey): void {
  makeFolder(dirname(file), 0o700)
  const before = readIfThere(file)
  const gap = before === '' || before.endsWith('\n') ? '' : '\n'
  appendFileSync(file, `${gap}${name} ${type} ${base64}\n`, { mode: 0o600 })
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function keyOnLine(text: string, line: number, name: string): KnownKey[] {
  const words = text.trim().split(/\s+/)
  const mark = words[0]?.startsWith('@') ? words.shift() : undefined
  const [names = '', type = '', base64 = ''] = words
  const isKey = base64 !== '' && !names.startsWith('#') && mark !== '@cert-authority'
  return isKey && isNamed(names, name) ? [{ type, base64, line, revoked: mark === '@revoked' }] : []
}

function isNamed(names: string, name: string): boolean {
  if (names.startsWith('|1|')) return isHashOf(names, name)
  const listed = names.split(',')
  const matches = (pattern: string) => wildcard(pattern).test(name)
  return listed.some(matches) && !listed.some((entry) => entry.startsWith('!') && matches(entry.slice(1)))
}

function isHashOf(entry: string, name: string): boolean {
  const [, , salt = '', hash] = entry.split('|')
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash
}

function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`)
}
