import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { findFiles, findSuites, isSharedPath, isSuitePath } from '../../playwright/config/find-suites.ts'
import { SuiteError } from '../../runtime/errors.ts'

/** The files of a check: plain data, which can cross to another thread. */
export interface CheckPlan {
  readonly suites: readonly string[]
  /** Resource and `__init__` files that the check was asked about. */
  readonly shared: readonly string[]
  /** The bench file, if it was named. */
  readonly benchFile: string | undefined
  /** Where the search for a bench file starts otherwise. */
  readonly folder: string
  /** True to find also what stops nothing: unused keywords, deprecated words and the like. */
  readonly lint: boolean
}

/** Finds the files of paths, the current folder if there are none. Throws a SuiteError for paths that do not exist. */
export function planCheck(
  paths: readonly string[],
  { benchFile, lint }: Pick<CheckPlan, 'benchFile' | 'lint'>,
): CheckPlan {
  const suites = new Set<string>()
  const shared = new Set<string>()
  for (const path of paths.length === 0 ? ['.'] : paths) {
    const full = resolve(path)
    const stats = statSync(full, { throwIfNoEntry: false })
    if (stats === undefined) throw new SuiteError('path-missing', `There is no file or folder "${path}".`)
    const found = stats.isDirectory() ? findSuites(full) : isSuitePath(full) ? [full] : []
    const common = stats.isDirectory() ? findFiles(full, isSharedPath) : isSharedPath(full) ? [full] : []
    for (const file of found) suites.add(file)
    for (const file of common) shared.add(file)
  }
  const [first] = suites
  const folder = first === undefined ? process.cwd() : dirname(first)
  return { suites: [...suites], shared: [...shared], benchFile, folder, lint }
}
