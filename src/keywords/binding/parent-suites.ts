import type { ImportSurroundings } from '../imports/import-surroundings.ts'
import { parentFiles } from '../imports/parent-files.ts'
import type { ReadFile } from '../imports/read-file.ts'
import type { BoundSuite } from './bound-suite.ts'

/** `__init__` files that were bound, by path: suites of one directory share them. */
const directories = new WeakMap<ImportSurroundings, Map<string, BoundSuite>>()

/** The directories that a suite is in; each is bound once. */
export function parentSuites(
  { path, tree }: ReadFile,
  surroundings: ImportSurroundings,
  bind: (file: string) => BoundSuite,
): BoundSuite[] {
  const { root } = surroundings
  if (root === undefined || tree.kind === 'init') return []
  const known = directories.get(surroundings) ?? new Map<string, BoundSuite>()
  directories.set(surroundings, known)
  return parentFiles(path, root, (folder) => surroundings.initOf(folder)).map((file) => {
    const bound = known.get(file) ?? bind(file)
    known.set(file, bound)
    return bound
  })
}
