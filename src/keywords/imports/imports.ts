import { basename, dirname, extname } from 'node:path'
import type { Cell } from '../../grammar/tree.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { cellArgument } from '../arguments/argument-cell.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Library } from '../catalogue/keyword.ts'
import { plainMessage } from '../interpreter/failure.ts'
import { toText } from '../value/text.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { findFile } from './find-file.ts'
import { importLibrary } from './import-library.ts'
import { ImportSurroundings } from './import-surroundings.ts'
import { type ReadFile, readSource } from './read-file.ts'
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

class Importer implements Imports {
  readonly resources: ReadFile[] = []
  readonly libraries: Library[] = []
  readonly sources: VariableSource[] = []
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
  }

  #reporting(file: ReadFile, cell: Cell, work: () => void): void {
    try {
      work()
    } catch (error) {
      const { code, hint } = error instanceof SuiteError ? error : { code: 'import-failed', hint: undefined }
      file.report.add(cell, { code, message: plainMessage(error), hint })
    }
  }

  #resource(from: ReadFile, cell: Cell, path: readonly string[]): void {
    const extensions = ['.resource', '.hil']
    const found = this.#find({ from, cell, kind: 'Resource file', extensions })
    if (path.includes(found)) throw cyclicImport([...path.slice(path.indexOf(found)), found])
    if (this.#known.has(found)) return
    checkResourcePath(found)
    const file = readSource(found)
    this.#known.add(found)
    this.resources.push(file)
    this.read(file, [...path, found])
  }

  #library(file: ReadFile, [name, ...args]: readonly Cell[], alias: Cell | undefined): void {
    if (name === undefined) return
    const request = {
      name: this.#textOf(file, name),
      args: args.map(cellArgument),
      alias: alias === undefined ? undefined : this.#textOf(file, alias),
      from: file.path,
    }
    const { library, mistakes } = importLibrary(request, this.#catalogue, this.#surroundings)
    for (const { argument, ...remark } of mistakes) file.report.add(argument?.cell ?? name, remark)
    if (library !== undefined && !this.libraries.some((known) => known.name === library.name))
      this.libraries.push(library)
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

  /** The text of a cell, with the variables that have a value already. */
  #textOf(from: ReadFile, cell: Cell): string {
    const text = cell.text.replaceAll('${CURDIR}', dirname(from.path)).replaceAll('${/}', '/')
    const variables = new SuiteVariables(this.#suite.path, this.sources, this.#surroundings.variables)
    const source = compileCell(text)
    if (source.constant !== undefined) return toText(source.constant.value)
    try {
      return toText(source.get(variables.create('', () => {})))
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
