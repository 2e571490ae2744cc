import type { Cell } from '../../grammar/tree.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { type ArgumentCell, valueArgument } from '../arguments/argument-cell.ts'
import { Report } from '../binding/report.ts'
import type { Node } from '../interpreter/frame.ts'
import type { KeywordScope } from '../naming/keyword-scope.ts'
import { noKeyword } from '../naming/no-keyword.ts'
import { toText } from '../value/text.ts'
import { type Scopes, searchOrderOf } from '../variables/scope.ts'
import type { CallNames } from './call-names.ts'
import type { CallRequest } from './call-request.ts'
import { expandLeading } from './nested-calls.ts'

const NO_KEYWORD: ReadonlySet<string> = new Set(['unknown-keyword', 'two-spaces-missing'])

/** What calls are bound with while the suite runs. */
export interface LateSurroundings {
  readonly scope: KeywordScope
  readonly names: CallNames
  /** Binds a call with the search order of this moment, its mistakes to a report of its own. */
  bindOrdered(request: CallRequest, order: readonly string[], report: Report): Node
}

/** Binds calls whose names are known only while the suite runs; throws a SuiteError for a name that is no keyword. */
export class LateCalls {
  readonly #in: LateSurroundings

  constructor(surroundings: LateSurroundings) {
    this.#in = surroundings
  }

  /** A call whose keyword and arguments are values that are known only now. */
  bindValues(name: string, values: readonly unknown[], at: Cell, scopes?: Scopes): Node {
    return this.bindNow(values.map(valueArgument), { ...at, text: name }, scopes)
  }

  /** A call whose name is known only now; its arguments stay as they are written. */
  bindCells(cells: readonly ArgumentCell[], scopes: Scopes, at: Cell): Node {
    const [first, ...args] = expandLeading(cells, 1, scopes)
    const name = first?.source.get(scopes)
    if (typeof name !== 'string') throw new SuiteError('unknown-keyword', 'Keyword name must be a string.')
    return this.bindNow(args, { ...(cells[0]?.cell ?? at), text: name }, scopes)
  }

  /** A call whose name is known now, and the arguments it goes with. */
  bindNow(args: readonly ArgumentCell[], cell: Cell, scopes: Scopes | undefined): Node {
    const { text: name } = cell
    if (name === '') throw new SuiteError('unknown-keyword', 'Keyword name cannot be empty.')
    const report = new Report()
    const order = scopes === undefined ? [] : searchOrderOf(scopes)
    const title = [name, ...args.map((arg) => arg.text ?? toText(arg.source.constant?.value))].join('    ')
    const node = this.#in.bindOrdered({ name: cell, args, targets: [], title }, order, report)
    this.#refuseUnknown(name, report)
    return node
  }

  /** What is wrong with a call's arguments or with calls inside it fails when they run. */
  #refuseUnknown(name: string, { diagnostics: [first] }: Report): void {
    const { names, scope } = this.#in
    if (first === undefined || !NO_KEYWORD.has(first.code) || names.find(name) !== undefined) return
    const message = noKeyword(name, scope)
    throw new SuiteError(first.code, message, first.hint === undefined ? {} : { hint: first.hint })
  }
}
