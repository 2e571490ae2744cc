import { dirname } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import { valueArgument } from '../arguments/argument-cell.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Library } from '../catalogue/keyword.ts'
import type { KeywordContext, RuntimeImports } from '../catalogue/keyword-context.ts'
import { Scopes } from '../variables/scope.ts'
import { findFile } from './find-file.ts'
import { importLibrary } from './import-library.ts'
import type { ImportSurroundings } from './import-surroundings.ts'
import { readResource } from './imports.ts'
import type { ReadFile } from './read-file.ts'
import { SuiteVariables, type VariableSource } from './suite-variables.ts'
import { checkVariableFile, readVariableFile } from './variable-file.ts'

/** The arguments of a running import are values already. */
const NO_VARIABLES = () => new Scopes(new Map())

/** What takes up what a running suite imports. */
export interface ImportTarget {
  addLibrary(library: Library): void
  /** Makes the keywords of files callable. Throws a SuiteError if there are mistakes in them. */
  addFiles(files: readonly ReadFile[]): void
  libraryNamed(name: string): Library | undefined
}

/** Imports of a suite that runs: paths start at the suite's folder. */
export class LateImports implements RuntimeImports {
  readonly #suite: ReadFile
  readonly #catalogue: Catalogue
  readonly #surroundings: ImportSurroundings
  readonly #target: ImportTarget

  constructor(suite: ReadFile, catalogue: Catalogue, surroundings: ImportSurroundings, target: ImportTarget) {
    this.#suite = suite
    this.#catalogue = catalogue
    this.#surroundings = surroundings
    this.#target = target
  }

  library(name: string, args: readonly unknown[], alias: string | undefined): void {
    const request = {
      name,
      args: args.map(valueArgument),
      alias,
      from: this.#suite.path,
      scopes: NO_VARIABLES,
    }
    const { library, mistakes } = importLibrary(request, this.#catalogue, this.#surroundings)
    const [mistake] = mistakes
    if (mistake !== undefined) throw new SuiteError('import-failed', mistake.message)
    if (library !== undefined) this.#target.addLibrary(library)
  }

  resource(path: string, context: KeywordContext): void {
    const found = this.#find(path, 'Resource file')
    const { resources, libraries, sources } = readResource(found, this.#catalogue, this.#surroundings)
    for (const library of libraries) this.#target.addLibrary(library)
    this.#target.addFiles(resources)
    this.#setVariables(found, sources, context)
  }

  variables(path: string, args: readonly unknown[], context: KeywordContext): void {
    checkVariableFile(path)
    const found = this.#find(path, 'Variable file')
    this.#setVariables(found, [{ values: readVariableFile(found, args.length) }], context)
  }

  keywordCount(name: string): number | undefined {
    return this.#target.libraryNamed(name)?.keywords.length
  }

  #find(path: string, kind: string): string {
    const { searchPath } = this.#surroundings
    return findFile({ path, folder: dirname(this.#suite.path), searchPath, kind })
  }

  /** They override those that the suite has. */
  #setVariables(file: string, sources: readonly VariableSource[], { variables }: KeywordContext): void {
    const scopes = new Scopes(new Map(variables.all()))
    new SuiteVariables(file, sources).fill(scopes)
    for (const [name, value] of scopes.suite) variables.set(name, value, 'suite')
  }
}
