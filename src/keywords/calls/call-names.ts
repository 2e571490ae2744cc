import type { Cell } from '../../grammar/tree.ts'
import type { KnownVariables } from '../checking/known-variables.ts'
import { variableNames } from '../checking/variable-names.ts'
import type { FoundKeyword } from '../naming/find-keyword.ts'
import type { KeywordScope } from '../naming/keyword-scope.ts'
import { nearestSentence } from '../sentences/nearest-sentence.ts'
import type { IsVariable, Sentence } from '../sentences/phrase-book.ts'
import { sentenceArguments } from '../sentences/sentence-arguments.ts'
import { normalizeVariable } from '../variables/scope.ts'
import type { Boards } from './boards.ts'

/** Where the names of calls are looked up. */
export interface NameSurroundings {
  readonly file: string
  readonly scope: KeywordScope
  readonly boards: Boards
  /** The search order of a run; without it the call is bound before anything runs. */
  readonly order?: readonly string[]
}

/** Says what the cells of a file would call, and binds nothing. */
export class CallNames {
  readonly #in: NameSurroundings

  constructor(surroundings: NameSurroundings) {
    this.#in = surroundings
  }

  /** The keyword of a name as it is written. */
  find(name: string): FoundKeyword | undefined {
    const { scope, file, order } = this.#in
    return scope.find(name, { file, searchOrder: order })
  }

  /** What a sentence means; without knowing the variables of a place, every name may be one. */
  sentence(text: string, known: KnownVariables | undefined): Sentence | undefined {
    return this.#in.scope.sentence(text, variablesOf(known))
  }

  /** Whether a cell is the name of a keyword, in quotes or not, or a sentence. */
  canCall(name: Cell, known?: KnownVariables): boolean {
    if (this.#in.boards.split(name) !== undefined) return true
    return this.isKeyword(name) || this.sentence(name.text, known) !== undefined
  }

  /** Whether a text that cannot be called is a sentence but for a slip. */
  isNearSentence({ text }: Cell): boolean {
    return nearestSentence(text, this.#in.scope.phrases) !== undefined
  }

  /** Whether a cell is the name of a keyword as it is written. */
  isKeyword(name: Cell): boolean {
    return this.find(name.text) !== undefined
  }

  /** Whether a cell names a keyword whose arguments are calls, such as `Run Keywords`. */
  takesCalls(name: Cell | undefined): boolean {
    const found = name === undefined ? undefined : this.find(name.text)
    return found?.kind === 'library' && found.keyword.nested !== undefined
  }

  /** The cells of a call's name whose variables must have a value: of a sentence, its arguments. */
  cellsOf(name: Cell, known: KnownVariables): readonly Cell[] {
    const sentence = this.isKeyword(name) ? undefined : this.sentence(name.text, known)
    if (sentence === undefined) return [name]
    const list = sentence.keyword.arguments
    return sentenceArguments(sentence, name).flatMap(({ cell }, index) =>
      cell === undefined || list[index]?.late === 'name' ? [] : [cell],
    )
  }

  /** The cells of a call that name a variable which need not have a value. */
  variableNames(name: Cell, args: readonly Cell[]): ReadonlySet<Cell> {
    return variableNames(this.#in.scope, name, args)
  }
}

function variablesOf(known: KnownVariables | undefined): IsVariable {
  return known === undefined ? () => true : (name) => known.has(normalizeVariable(name))
}
