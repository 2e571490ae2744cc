import { basename, extname } from 'node:path'
import type { UserKeyword } from '../../grammar/tree.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import { namesSetByKeywords } from '../checking/shared-names.ts'
import type { ReadFile } from '../imports/read-file.ts'
import type { UserKeywordProgram } from '../interpreter/user-keyword.ts'
import { readTarget } from '../variables/target.ts'
import { writtenName } from '../variables/written-names.ts'
import { bindKeyword, declareKeyword } from './bind-keyword.ts'
import type { SuiteSurroundings } from './suite-surroundings.ts'

/** A suite that may change the search order while it runs. */
const SEARCH_ORDER = /set[ _]*library[ _]*search[ _]*order/i

/** Binds the user keywords of a suite and its resource files, each of which may call any other. */
export class SuiteKeywords {
  readonly #suite: ReadFile
  readonly #in: SuiteSurroundings
  readonly #programs = new Map<UserKeyword, UserKeywordProgram>()

  constructor(suite: ReadFile, surroundings: SuiteSurroundings) {
    this.#suite = suite
    this.#in = surroundings
  }

  /** Every keyword that was bound. */
  get programs(): readonly UserKeywordProgram[] {
    return [...this.#programs.values()]
  }

  /** Makes every keyword and variable of files known before any step is bound. */
  bind(files: readonly ReadFile[]): void {
    for (const file of files) {
      this.#in.scope.addLanguages(file.tree.languages)
      if (SEARCH_ORDER.test(file.text)) this.#in.scope.searchOrderChanges = true
      this.#declareKeywords(file)
      this.#declareVariables(file)
    }
    for (const file of files) this.#bindKeywords(file)
  }

  #declareKeywords(file: ReadFile): void {
    const { path, tree, report } = file
    const owner = file === this.#suite ? '' : basename(path, extname(path))
    const seen = new Set<string>()
    for (const keyword of tree.keywords) {
      const name = normalizeName(keyword.name.text)
      if (seen.has(name))
        report.add(keyword.name, {
          code: 'duplicate-keyword',
          message: `The keyword "${keyword.name.text}" is defined twice in this file.`,
        })
      seen.add(name)
      const program = declareKeyword(keyword, { file: path, owner, settings: tree.settings, report })
      this.#programs.set(keyword, program)
      this.#in.scope.add(program)
    }
  }

  #declareVariables({ tree }: ReadFile): void {
    for (const row of tree.variables) {
      const target = readTarget(row.name.text)
      if (target !== undefined) this.#in.known.add(writtenName(target.name))
    }
    for (const name of namesSetByKeywords(tree)) this.#in.known.add(name)
  }

  #bindKeywords(file: ReadFile): void {
    for (const keyword of file.tree.keywords) {
      const program = this.#programs.get(keyword)
      if (program !== undefined) bindKeyword(keyword, program, this.#in.steps(file))
    }
  }
}
