import { statSync } from 'node:fs'
import { basename, dirname, extname, isAbsolute, resolve } from 'node:path'
import { parseCell } from '../../grammar/parse-cell.ts'
import type { Cell } from '../../grammar/tree.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import { type ReadFile, readSource } from './read-file.ts'

/** Names under which suites import keywords that are always there. */
const ALWAYS_THERE = ['BuiltIn', 'JumpstarterLibrary', 'Hilwright']

/** The resource files that a suite imports, directly and through others, each once, in order of import. */
export function importResources(suite: ReadFile, catalogue: Catalogue): ReadFile[] {
  const importer = new Importer(catalogue)
  importer.imports(suite, [suite.path])
  return importer.resources
}

class Importer {
  readonly resources: ReadFile[] = []
  readonly #catalogue: Catalogue
  readonly #known = new Map<string, ReadFile>()

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue
  }

  imports(file: ReadFile, path: readonly string[]): void {
    for (const { name, values, cell } of file.tree.settings) {
      const [target] = values
      if (target === undefined) continue
      if (name === 'Resource') this.#resource(file, target, path)
      if (name === 'Library') this.#library(file, target)
      if (name === 'Variables')
        file.report.add(cell, {
          code: 'not-supported',
          message: 'Variable files are not supported yet.',
          hint: 'Write the variables into the *** Variables *** section or a resource file.',
        })
    }
  }

  #resource(from: ReadFile, cell: Cell, path: readonly string[]): void {
    const found = resolveImport(from.path, cell)
    if (found === undefined) {
      const message = `The resource file "${cell.text}" does not exist.`
      from.report.add(cell, {
        code: 'resource-missing',
        message,
        hint: `Paths start at the folder of this file, ${dirname(from.path)}`,
      })
    } else if (path.includes(found)) {
      const circle = [...path.slice(path.indexOf(found)), found].map((file) => basename(file)).join(' → ')
      const hint = 'Move what both need into a third resource file.'
      from.report.add(cell, {
        code: 'cyclic-import',
        message: `The resource files import each other in a circle: ${circle}.`,
        hint,
      })
    } else if (!this.#known.has(found)) this.#read(found, path)
  }

  #read(found: string, path: readonly string[]): void {
    const file = readSource(found)
    this.#known.set(found, file)
    this.imports(file, [...path, found])
    this.resources.push(file)
  }

  #library(file: ReadFile, cell: Cell): void {
    const names = [...this.#catalogue.libraries.map((library) => library.name), ...ALWAYS_THERE]
    if (names.some((name) => normalizeName(name) === normalizeName(cell.text))) return
    const hint = didYouMean(cell.text, [...new Set(names)])
    file.report.add(cell, {
      code: 'unknown-library',
      message: `I do not know the library "${cell.text}".`,
      hint,
    })
  }
}

/** The file that an import names, or undefined; `${CURDIR}` and `${/}` may stand in it. */
function resolveImport(from: string, cell: Cell): string | undefined {
  const text = cell.text.replaceAll('${CURDIR}', dirname(from)).replaceAll('${/}', '/')
  const value = parseCell(text)
  const path = value.kind === 'text' ? value.text : text
  const base = isAbsolute(path) ? path : resolve(dirname(from), path)
  const candidates = extname(base) === '' ? [base, `${base}.resource`, `${base}.hil`] : [base]
  return candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile() ?? false)
}
