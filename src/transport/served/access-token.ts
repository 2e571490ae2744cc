import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../../runtime/make-folder.ts'

/** True if an Authorization header shows the token. Takes the same time for every wrong one. */
export function mayEnter(header: string | undefined, token: string | undefined): boolean {
  if (token === undefined) return true
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`))
}

/** The token in a file; a new one is written, for the owner's eyes only, if there is no such file. */
export function tokenFromFile(file: string): string {
  const known = readToken(file)
  if (known !== undefined) return known
  const token = randomBytes(24).toString('base64url')
  makeFolder(dirname(file), 0o700)
  const fd = openSync(file, 'wx', 0o600)
  try {
    writeSync(fd, `${token}\n`)
  } finally {
    closeSync(fd)
  }
  return token
}

/** The token in a file; undefined if there is no such file. */
export function readToken(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
