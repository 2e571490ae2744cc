import { basename, dirname, extname } from 'node:path'
import type { Cell } from '../../grammar/tree.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { cellArgument } from '../arguments/argument-cell.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Library } from '../catalogue/keyword.ts'
import { plainMessage } from '../interpreter/failure.ts'
import { toText } from '../value/text.ts'
import { compileCell } from '../variables/compile-cell.ts'
import type { Scopes } from '../variables/scope.ts'
import { findFile } from './find-file.ts'
import { importLibrary } from './import-library.ts'
import { ImportSurroundings } from './import-surroundings.ts'
import { type ReadFile, readSource } from './read-file.ts'
import { importsInSteps, type StepImport } from './step-imports.ts'
import { SuiteVariables, type VariableSource } from './suite-variables.ts'
import { checkVariableFile, readVariableFile } from './variable-file.ts'

/** Files that can be imported as a resource. */
const RESOURCE_EXTENSIONS = new Set(['.resource', '.hil', '.robot', '.txt', '.tsv', '.rsrc'])

/** What a suite imports, directly and through resource files, each once, in order of import. */
export interface Imports {
  readonly resources: readonly ReadFile[]
  readonly libraries: readonly Library[]
  /** Where the suite's variables come from; of two of one name the first counts. */
  readonly sources: readonly VariableSource[]
  /** Where steps of the suite take further variables from. */
  readonly laterSources: readonly VariableSource[]
  /** True if steps import what is known only when they run. */
  readonly isOpen: boolean
}

/** Reads the imports of a suite; what cannot be found is reported in the file that asks for it. */
export function readImports(
  suite: ReadFile,
  catalogue: Catalogue,
  surroundings: ImportSurroundings = new ImportSurroundings(),
): Imports {
  const importer = new Importer(suite, catalogue, surroundings)
  importer.read(suite, [suite.path])
  return importer
}

/** Reads a resource file by itself, with what it imports. Throws a SuiteError if it cannot be a resource. */
export function readResource(path: string, catalogue: Catalogue, surroundings: ImportSurroundings): Imports {
  checkResourcePath(path)
  const file = readSource(path)
  const importer = new Importer(file, catalogue, surroundings)
  importer.resources.push(file)
  importer.read(file, [path])
  return importer
}

/** Most files have no such step: then none is looked for. */
const STEP_IMPORT = /import[ _]*(?:library|resource|variables)/i

const WHOLE_FILE: Cell = { text: '', line: 1, column: 1 }

class Importer implements Imports {
  readonly resources: ReadFile[] = []
  readonly libraries: Library[] = []
  sources: VariableSource[] = []
  laterSources: VariableSource[] = []
  isOpen = false
  readonly #suite: ReadFile
  readonly #catalogue: Catalogue
  readonly #surroundings: ImportSurroundings
  readonly #known = new Set<string>()

  constructor(suite: ReadFile, catalogue: Catalogue, surroundings: ImportSurroundings) {
    this.#suite = suite
    this.#catalogue = catalogue
    this.#surroundings = surroundings
  }

  /** Takes the variables of a file, then what it imports. */
  read(file: ReadFile, path: readonly string[]): void {
    this.sources.push(...file.tree.variables.map((row) => ({ row, file: file.path })))
    for (const { name, values, alias } of file.tree.settings) {
      const [target] = values
      if (target === undefined) continue
      if (name === 'Resource') this.#reporting(file, target, () => this.#resource(file, target, path))
      if (name === 'Library') this.#reporting(file, target, () => this.#library(file, values, alias))
      if (name === 'Variables') this.#reporting(file, target, () => this.#variables(file, values))
    }
    if (!STEP_IMPORT.test(file.text)) return
    const { sources } = this
    this.sources = this.laterSources
    for (const later of importsInSteps(file.tree)) this.#later(file, later, path)
    this.sources = sources
  }

  #reporting(file: ReadFile, cell: Cell, work: () => void): void {
    try {
      work()
    } catch (error) {
      const { code, hint } = error instanceof SuiteError ? error : { code: 'import-failed', hint: undefined }
      file.report.add(cell, { code, message: plainMessage(error), hint })
    }
  }

  /** What a step imports is known from the start where that can be; what fails may fail when it runs. */
  #later(file: ReadFile, { kind, cells }: StepImport, path: readonly string[]): void {
    const [target, ...rest] = cells
    if (target === undefined) return
    try {
      if (kind === 'resource') this.#resource(file, target, path)
      else if (kind === 'variables') this.#variables(file, [target])
      else {
        const at = rest.findIndex(({ text }) => /^(?:AS|WITH +NAME)$/.test(text))
        const args = at === -1 ? rest : rest.slice(0, at)
        this.#importLibrary(file, [target, ...args], at === -1 ? undefined : rest[at + 1])
      }
    } catch (error) {
      if (!(error instanceof SuiteError)) throw error
      this.isOpen = true
    }
  }

  #resource(from: ReadFile, cell: Cell, path: readonly string[]): void {
    const extensions = ['.resource', '.hil']
    const found = this.#find({ from, cell, kind: 'Resource file', extensions })
    if (path.includes(found)) throw cyclicImport([...path.slice(path.indexOf(found)), found])
    if (this.#known.has(found)) return
    checkResourcePath(found)
    const file = this.#surroundings.shared(found)
    this.#known.add(found)
    this.resources.push(file)
    this.read(file, [...path, found])
  }

  #library(file: ReadFile, cells: readonly Cell[], alias: Cell | undefined): void {
    const mistakes = this.#importLibrary(file, cells, alias)
    for (const { argument, ...remark } of mistakes)
      file.report.add(argument?.cell ?? cells[0] ?? WHOLE_FILE, remark)
  }

  #importLibrary(file: ReadFile, [name, ...args]: readonly Cell[], alias: Cell | undefined) {
    if (name === undefined) return []
    const request = {
      name: this.#textOf(file, name),
      args: args.map(cellArgument),
      alias: alias === undefined ? undefined : this.#textOf(file, alias),
      from: file.path,
      scopes: () => this.#scopes(),
    }
    const { library, mistakes } = importLibrary(request, this.#catalogue, this.#surroundings)
    if (library !== undefined && !this.libraries.some((known) => known.name === library.name))
      this.libraries.push(library)
    return mistakes
  }

  #variables(file: ReadFile, [cell, ...args]: readonly Cell[]): void {
    if (cell === undefined) return
    checkVariableFile(this.#textOf(file, cell))
    const found = this.#find({ from: file, cell, kind: 'Variable file', extensions: [] })
    const key = `variables ${found}`
    if (this.#known.has(key)) return
    this.#known.add(key)
    this.sources.push({ values: readVariableFile(found, args.length) })
  }

  #find({
    from,
    cell,
    ...rest
  }: {
    from: ReadFile
    cell: Cell
    kind: string
    extensions: readonly string[]
  }): string {
    const { searchPath } = this.#surroundings
    return findFile({ ...rest, path: this.#textOf(from, cell), folder: dirname(from.path), searchPath })
  }

  #scopes(): Scopes {
    const variables = new SuiteVariables(this.#suite.path, this.sources, this.#surroundings.variables)
    return variables.create('', () => {})
  }

  /** The text of a cell, with the variables that have a value already. */
  #textOf(from: ReadFile, cell: Cell): string {
    const text = cell.text.replaceAll('${CURDIR}', dirname(from.path)).replaceAll('${/}', '/')
    const source = compileCell(text)
    if (source.constant !== undefined) return toText(source.constant.value)
    try {
      return toText(source.get(this.#scopes()))
    } catch (error) {
      throw new SuiteError(
        'unknown-variable',
        `The import "${cell.text}" is not known: ${plainMessage(error)}`,
        {
          cause: error,
          hint: 'Imports know the variables of this file, of imports above it, and of the command line.',
        },
      )
    }
  }
}

function checkResourcePath(path: string): void {
  const extension = extname(path)
  if (basename(path, extension).toLowerCase() === '__init__')
    throw new SuiteError(
      'import-failed',
      `Initialization file '${path}' cannot be imported as a resource file.`,
    )
  if (RESOURCE_EXTENSIONS.has(extension.toLowerCase())) return
  const list = [...RESOURCE_EXTENSIONS].sort().map((one) => `'${one}'`)
  const supported = `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`
  throw new SuiteError(
    'import-failed',
    `Invalid resource file extension '${extension}'. Supported extensions are ${supported}.`,
  )
}

function cyclicImport(path: readonly string[]): SuiteError {
  const circle = path.map((file) => basename(file)).join(' → ')
  return new SuiteError('cyclic-import', `The resource files import each other in a circle: ${circle}.`, {
    hint: 'Move what both need into a third resource file.',
  })
}
