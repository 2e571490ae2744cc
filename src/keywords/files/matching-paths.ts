import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { globExpression } from '../interpreter/glob.ts'

/** The path itself if it exists, otherwise everything that it matches as a pattern; sorted. */
export function matchingPaths(path: string): string[] {
  if (existsSync(path)) return [path]
  return isPattern(path) ? expand(path) : []
}

/** Whether a path has wildcards. */
export function isPattern(path: string): boolean {
  return /[*?]|\[.*\]/.test(path)
}

/** Whether a path is a folder; links count as what they lead to. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** Whether a path is a regular file. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function expand(pattern: string): string[] {
  const [root = '', ...parts] = pattern.split(sep)
  let found = [root === '' ? sep : root]
  for (const part of parts) found = found.flatMap((folder) => inFolder(folder, part))
  return found.sort()
}

/** Names that begin with a dot need a pattern that does. */
function inFolder(folder: string, part: string): string[] {
  if (!isPattern(part))
    return lstatSync(join(folder, part), { throwIfNoEntry: false }) ? [join(folder, part)] : []
  if (!isFolder(folder)) return []
  const matches = globExpression(part)
  const names = readdirSync(folder).filter((name) => matches.test(name))
  return names
    .filter((name) => part.startsWith('.') || !name.startsWith('.'))
    .map((name) => join(folder, name))
}
