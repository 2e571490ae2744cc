import { readFileSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { basename, dirname, extname, isAbsolute, join, normalize, resolve, sep } from 'node:path'

/** A path without `..`, doubled separators and a separator at its end; `~` is the home folder. */
export function normalizePath(path: string): string {
  const normal = normalize(expandHome(path))
  return normal.length > 1 && normal.endsWith(sep) ? normal.slice(0, -1) : normal
}

/** A normalised path from the root. */
export function absolutePath(path: string): string {
  return resolve(normalizePath(path))
}

/** Paths put together as in Python: an absolute one begins anew. */
export function joinPaths(base: string, parts: readonly string[]): string {
  const from = parts.findLastIndex((part) => isAbsolute(part))
  return normalizePath(from < 0 ? join(base || '.', ...parts) : join(...parts.slice(from)))
}

/** What stands before and after the last separator. */
export function splitPath(path: string): [parent: string, name: string] {
  const normal = normalizePath(path)
  if (!normal.includes(sep)) return ['', normal]
  return [dirname(normal), basename(normal)]
}

/** A path without its extension, and the extension without its dot. Dots at a name's beginning or end begin none. */
export function splitExtension(path: string): [path: string, extension: string] {
  const normal = normalizePath(path)
  const name = basename(normal)
  if (/^(\.+)[^.]*$/.test(name)) return [normal, '']
  const dots = /\.*$/.exec(normal)?.[0] ?? ''
  const bare = normal.slice(0, normal.length - dots.length)
  const extension = extname(basename(bare).replace(/^\.+/, '_')).slice(1)
  if (extension === '') return [bare + dots, '']
  return [bare.slice(0, -extension.length - 1), extension + dots]
}

/** `~` and `~user` at the beginning. */
function expandHome(path: string): string {
  const match = /^~([^/\\]*)/.exec(path)
  if (match === null) return path
  const home = match[1] === '' ? (process.env.HOME ?? homedir()) : homeOf(match[1] ?? '')
  return home === undefined ? path : home + path.slice(match[0].length)
}

function homeOf(user: string): string | undefined {
  if (user === userInfo().username) return userInfo().homedir
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
    return lines.map((line) => line.split(':')).find(([name]) => name === user)?.[5]
  } catch {
    return undefined
  }
}
