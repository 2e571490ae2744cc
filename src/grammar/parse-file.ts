import { buildTree } from './build/build-tree.ts'
import { RowScope } from './build/row-scope.ts'
import type { FileShape } from './build/shape.ts'
import { parse } from './generated/hil.js'
import { readRows } from './rows/read-rows.ts'
import type { FileKind, FileTree } from './tree.ts'

/**
 * Parses a text of the given kind of file. Never throws, whatever the text: what cannot be understood is in the
 * tree's diagnostics.
 */
export function parseFile(text: string, kind: FileKind): FileTree {
  const table = readRows(text, kind)
  const shape = parse(table.kinds) as FileShape
  return buildTree(shape, new RowScope(kind, table))
}

/** The kind of file at a path: `.resource` files are resources, `__init__.*` set up a directory, others are suites. */
export function kindOfPath(path: string): FileKind {
  const name = path.split(/[/\\]/).at(-1)?.toLowerCase() ?? ''
  if (name.endsWith('.resource')) return 'resource'
  return name.replace(/\.[^.]*$/, '') === '__init__' ? 'init' : 'suite'
}
