import { dirname, resolve } from 'node:path'
import type { Catalogue } from '../../keywords/catalogue/catalogue.ts'
import { findFile } from '../../keywords/imports/find-file.ts'
import type { ImportSurroundings } from '../../keywords/imports/import-surroundings.ts'
import { type ReadFile, readSource } from '../../keywords/imports/read-file.ts'
import { nearestConfig } from '../../playwright/config/read-resource-path.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { resolveModule } from '../../runtime/load-module.ts'
import { formatProblems } from '../../runtime/problem.ts'
import { relativePath } from '../check/relative-path.ts'
import { languageFiles } from '../commands/language-files.ts'
import { packageVersion } from '../version.ts'
import { filePage } from './file-page.ts'
import type { KeywordPage } from './keyword-page.ts'
import { libraryPage } from './library-page.ts'
import { isModulePath, modulePage } from './module-page.ts'

/** Documentation, and what could not be documented, in words. */
export interface Pages {
  readonly pages: readonly KeywordPage[]
  readonly problems: readonly string[]
}

/** The documentation of the libraries that come with the package. */
export function standardPages({ libraries, importable }: Catalogue): KeywordPage[] {
  const origin = { version: packageVersion(), scope: 'GLOBAL' }
  return [...libraries, ...importable].map((library) => libraryPage(library, origin))
}

/** The documentation of what a project brings: its resource files, and the modules that its files import. */
export function projectPages(catalogue: Catalogue, surroundings: ImportSurroundings): Pages {
  const config = nearestConfig(process.cwd())
  if (config === undefined) return { pages: [], problems: [] }
  const files = languageFiles([dirname(config)]).map((path) => readSource(path))
  const resources = files.filter(({ tree }) => tree.kind === 'resource').map(filePage)
  const modules = new Map<string, KeywordPage>()
  const problems = resources.flatMap((one) => one.problems).map(problemText)
  for (const request of moduleImports(files, catalogue)) {
    try {
      const path = pathOf(request, surroundings)
      if (path !== undefined && !modules.has(path))
        modules.set(
          path,
          modulePage(path, surroundings, isModulePath(request.name) ? undefined : request.name),
        )
    } catch (error) {
      if (!(error instanceof SuiteError)) throw error
      problems.push(error.message)
    }
  }
  return {
    pages: [...resources.map(({ page }) => page), ...modules.values()],
    problems: [...new Set(problems)],
  }
}

/** A mistake in a file, in words. */
export function problemText(problem: Parameters<typeof formatProblems>[0][number]): string {
  return formatProblems([problem], relativePath)
}

interface ModuleImport {
  readonly name: string
  readonly folder: string
}

/** The `Library` rows that name something which does not come with the package. */
function moduleImports(files: readonly ReadFile[], catalogue: Catalogue): ModuleImport[] {
  const known = new Set(catalogue.libraries.map(({ name }) => name))
  return files.flatMap(({ path, tree }) => {
    const folder = dirname(path)
    const rows = tree.settings.filter(({ name }) => name === 'Library')
    const names = rows.flatMap(({ values: [cell] }) =>
      cell === undefined ? [] : [written(cell.text, folder)],
    )
    return names
      .filter((name) => !known.has(name) && catalogue.importableLibrary(name) === undefined)
      .map((name) => ({ name, folder }))
  })
}

/** Paths are known as they are written; other variables have their values in a run only. */
function written(text: string, folder: string): string {
  return text.replaceAll('${CURDIR}', folder).replaceAll('${/}', '/')
}

/** The module of an import; undefined for what is none, as the names that other tools know. */
function pathOf({ name, folder }: ModuleImport, { searchPath }: ImportSurroundings): string | undefined {
  if (/[$%]\{/.test(name)) return undefined
  if (isModulePath(name)) return findFile({ path: name, folder, searchPath, kind: 'Library' })
  return /^[\w@.-]+(?:\/[\w.-]+)*$/.test(name) ? resolveModule(resolve(folder, 'suite.hil'), name) : undefined
}
