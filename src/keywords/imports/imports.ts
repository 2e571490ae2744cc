import { statSync } from 'node:fs'
import { basename, dirname, extname, isAbsolute, resolve } from 'node:path'
import { parseCell } from '../../grammar/parse-cell.ts'
import type { Cell } from '../../grammar/tree.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import type { Library } from '../catalogue/keyword.ts'
import { type ReadFile, readSource } from './read-file.ts'

/** Names under which suites import keywords that are always there. */
const ALWAYS_THERE = ['BuiltIn', 'JumpstarterLibrary', 'Hilwright']

/** What a suite imports, directly and through resource files, each once, in order of import. */
export interface Imports {
  readonly resources: readonly ReadFile[]
  readonly libraries: readonly Library[]
}

/** Reads the imports of a suite; what cannot be found is reported in the file that asks for it. */
export function readImports(suite: ReadFile, catalogue: Catalogue): Imports {
  const importer = new Importer(catalogue)
  importer.imports(suite, [suite.path])
  return importer
}

class Importer {
  readonly resources: ReadFile[] = []
  readonly libraries: Library[] = []
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
      if (name === 'Library') this.#library(file, values)
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

  #library(file: ReadFile, [cell, ...args]: readonly Cell[]): void {
    if (cell === undefined) return
    const library = this.#catalogue.importableLibrary(cell.text)
    if (library !== undefined) this.#add(aliasOf(args), library)
    else if (!this.#isAlwaysThere(cell.text)) this.#unknown(file, cell)
  }

  #add(alias: string | undefined, library: Library): void {
    const name = alias ?? library.name
    if (this.libraries.some((known) => known.name === name)) return
    this.libraries.push(alias === undefined ? library : renamed(library, alias))
  }

  #isAlwaysThere(name: string): boolean {
    const names = [...this.#catalogue.libraries.map((library) => library.name), ...ALWAYS_THERE]
    return names.some((one) => normalizeName(one) === normalizeName(name))
  }

  #unknown(file: ReadFile, cell: Cell): void {
    const { libraries, importable } = this.#catalogue
    const names = [...libraries, ...importable].map((library) => library.name)
    file.report.add(cell, {
      code: 'unknown-library',
      message: `I do not know the library "${cell.text}".`,
      hint: didYouMean(cell.text, [...new Set([...names, ...ALWAYS_THERE])]),
    })
  }
}

/** The name after `AS`. */
function aliasOf(args: readonly Cell[]): string | undefined {
  const [word, alias] = args.slice(-2)
  return word !== undefined && AS.test(word.text) ? alias?.text : undefined
}

const AS = /^(?:AS|WITH NAME)$/

function renamed(library: Library, name: string): Library {
  return { ...library, name, keywords: library.keywords.map((keyword) => ({ ...keyword, library: name })) }
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
