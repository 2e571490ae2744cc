import { relative, sep } from 'node:path'

/** A file as reports name it: from this folder on, with `/` on every system. */
export function relativePath(file: string): string {
  return relative(process.cwd(), file).replaceAll(sep, '/')
}
