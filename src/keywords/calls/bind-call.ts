import { replaceCell } from '../../grammar/cells/cell-diagnostic.ts'
import type { Cell } from '../../grammar/tree.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { type ArgumentCell, cellArgument, valueArgument } from '../arguments/argument-cell.ts'
import { bindArguments } from '../arguments/bound-arguments.ts'
import { fullName, type Signature } from '../arguments/signature-text.ts'
import { Report } from '../binding/report.ts'
import type { Keyword, NestedCalls } from '../catalogue/keyword.ts'
import { DeviceNeeds } from '../checking/device-needs.ts'
import type { KnownVariables } from '../checking/known-variables.ts'
import { reportGluedVariable, reportUnknownKeyword } from '../checking/unknown-keyword.ts'
import { variableNames } from '../checking/variable-names.ts'
import type { NestedNode } from '../interpreter/call-context.ts'
import { type ArgumentValues, CallNode, DynamicCallNode } from '../interpreter/call-node.ts'
import type { StepPlace } from '../interpreter/failure.ts'
import type { Node } from '../interpreter/frame.ts'
import type { FoundKeyword, KeywordScope } from '../naming/keyword-scope.ts'
import { noKeyword } from '../naming/no-keyword.ts'
import { BoardNode } from '../nodes/board-node.ts'
import { nearestSentence } from '../sentences/nearest-sentence.ts'
import type { IsVariable } from '../sentences/phrase-book.ts'
import { sentenceArguments } from '../sentences/sentence-arguments.ts'
import { toText } from '../value/text.ts'
import type { AssignTarget } from '../variables/assignment.ts'
import { compileCondition } from '../variables/condition.ts'
import { normalizeVariable, type Scopes, searchOrderOf } from '../variables/scope.ts'
import type { Boards } from './boards.ts'
import { withEmbedded } from './embedded-values.ts'
import { expandLeading, nestedNodes } from './nested-calls.ts'

const NO_KEYWORD: ReadonlySet<string> = new Set(['unknown-keyword', 'two-spaces-missing'])

/** Keywords that are given calls which fail on purpose. */
const EXPECTS_FAILURE: ReadonlySet<string> = new Set([
  'Run Keyword And Expect Error',
  'Run Keyword And Ignore Error',
  'Run Keyword And Return Status',
])

/** A call to bind: the name, the arguments, and what for. */
export interface CallRequest {
  readonly name: Cell
  readonly args: readonly ArgumentCell[]
  readonly targets: readonly AssignTarget[]
  readonly title: string
  /** Tells variables from other bare names in a sentence; without it every name may be one. */
  readonly known?: KnownVariables | undefined
}

/** Where calls are bound. */
export interface CallSurroundings {
  readonly file: string
  readonly scope: KeywordScope
  readonly report: Report
  readonly needs: DeviceNeeds
  readonly boards: Boards
  /** The search order of a run; without it the call is bound before anything runs. */
  readonly order?: readonly string[]
}

/** Binds calls in one file: names to keywords, arguments to their values; mistakes go to the report. */
export class CallBinder {
  readonly #file: string
  readonly #scope: KeywordScope
  readonly #report: Report
  readonly #needs: DeviceNeeds
  readonly #boards: Boards
  readonly #in: CallSurroundings
  readonly #order: readonly string[] | undefined

  constructor(surroundings: CallSurroundings) {
    const { file, scope, report, needs, boards, order } = surroundings
    this.#in = surroundings
    this.#order = order
    this.#file = file
    this.#scope = scope
    this.#report = report
    this.#needs = needs
    this.#boards = boards
  }

  bind(request: CallRequest): Node {
    const { name, args, targets, title } = request
    const step = { title, place: this.place(name) }
    const found = this.#find(name.text)
    const own = found === undefined ? this.#bindOwnForm(request) : undefined
    if (own !== undefined) return own
    if (found?.open === true && this.#scope.searchOrderChanges && this.#order === undefined)
      return new DynamicCallNode(step, ({ scopes }) => this.#bindOrdered(request, scopes), targets)
    const holdsVariable = found === undefined && /[$@&%]\{/.test(name.text)
    const comesLater = this.#scope.importsLater && this.#order === undefined
    if (holdsVariable && !comesLater) reportGluedVariable(name, this.#scope, this.#report)
    if (found === undefined && (comesLater || holdsVariable)) {
      this.#needs.add({ file: this.#file, name, args, found })
      return new DynamicCallNode(
        step,
        ({ scopes }) => this.#bindLate([cellArgument(name), ...args], scopes, name),
        targets,
      )
    }
    if (found === undefined) {
      reportUnknownKeyword(name, this.#scope, this.#report)
      return failing(noKeyword(name.text, this.#scope))
    }
    if (found.kind === 'several') {
      const hint = 'Write the name of the library or resource file and a dot before it.'
      this.#report.add(name, { code: 'several-keywords', message: found.message, hint })
      return failing(found.message)
    }
    return found.kind === 'user' ? this.#bindUser(found, request) : this.#bindLibrary(found, request)
  }

  #find(name: string): FoundKeyword | undefined {
    return this.#scope.find(name, { file: this.#file, searchOrder: this.#order })
  }

  /** A call for which the search order decides. */
  #bindOrdered(request: CallRequest, scopes: Scopes): Node {
    return this.#inOrder(searchOrderOf(scopes)).bind({ ...request, targets: [] })
  }

  #inOrder(order: readonly string[], report = this.#report): CallBinder {
    return new CallBinder({ ...this.#in, report, order })
  }

  /** Whether a cell is the name of a keyword, in quotes or not, or a sentence. */
  canCall(name: Cell, known?: KnownVariables): boolean {
    const board = this.#boards.split(name)
    if (board !== undefined) return true
    const isKnown = this.#find(name.text) !== undefined
    return isKnown || this.#scope.sentence(name.text, variablesOf(known)) !== undefined
  }

  /** Whether a text that cannot be called is a sentence but for a slip. */
  isNearSentence({ text }: Cell): boolean {
    return nearestSentence(text, this.#scope.phrases) !== undefined
  }

  /** The cells of a call's name whose variables must have a value: of a sentence, its arguments. */
  cellsOf(name: Cell, known: KnownVariables): readonly Cell[] {
    const isKnown = this.#find(name.text) !== undefined
    const sentence = isKnown ? undefined : this.#scope.sentence(name.text, variablesOf(known))
    if (sentence === undefined) return [name]
    const list = sentence.keyword.arguments
    return sentenceArguments(sentence, name).flatMap(({ cell }, index) =>
      cell === undefined || list[index]?.late === 'name' ? [] : [cell],
    )
  }

  /** Whether a cell names a keyword whose arguments are calls, such as `Run Keywords`. */
  takesCalls(name: Cell | undefined): boolean {
    const found = name === undefined ? undefined : this.#find(name.text)
    return found?.kind === 'library' && found.keyword.nested !== undefined
  }

  /** Whether a cell is the name of a keyword as it is written. */
  isKeyword(name: Cell): boolean {
    return this.#find(name.text) !== undefined
  }

  /** A sentence, or a step of a board. */
  #bindOwnForm(request: CallRequest): Node | undefined {
    const { name, args, known } = request
    const sentence = this.#scope.sentence(name.text, variablesOf(known))
    if (sentence === undefined) return this.#bindOnBoard(request)
    const { keyword } = sentence
    const own = sentenceArguments(sentence, name)
    this.#checkNames(keyword, own, known)
    return this.#bindLibrary({ kind: 'library', keyword }, { ...request, args: [...own, ...args] })
  }

  /** Names without a sign in the condition of a sentence must be those of variables. */
  #checkNames(keyword: Keyword, args: readonly ArgumentCell[], known: KnownVariables | undefined): void {
    for (const { cell, name } of args) {
      const isCondition = keyword.arguments.some((one) => one.name === name && one.late === 'condition')
      if (cell !== undefined && isCondition)
        known?.checkNames(compileCondition(cell.text).names, cell, this.#report)
    }
  }

  /** `Gateway: Power on`: the keyword on that board. */
  #bindOnBoard(request: CallRequest): Node | undefined {
    const { name } = request
    const board = this.#boards.split(name)
    if (board !== undefined) return new BoardNode(board.index, this.bind({ ...request, name: board.step }))
    const [, written, step] = /^([\p{L}_][\p{L}\p{N}_ -]*):\s+(\S.*)$/u.exec(name.text) ?? []
    if (written === undefined || step === undefined) return this.#repairBoard(request)
    // `Try for 10 s: Power on` is a sentence that is not right yet.
    if (this.#scope.catalogue.phrases.beginningLike(name.text).length > 0) return undefined
    if (!this.canCall({ ...name, text: step }, request.known)) return undefined
    const message = `There is no board "${written}".`
    this.#report.add(
      name,
      { code: 'unknown-board', message, hint: this.#boards.hint(written) },
      0,
      written.length,
    )
    return failing(message)
  }

  #repairBoard({ name, known }: CallRequest): Node | undefined {
    const repaired = this.#boards.repaired(name.text)
    if (repaired === undefined || !this.canCall({ ...name, text: repaired.step }, known)) return undefined
    const text = `${repaired.board}: ${repaired.step}`
    const message = `I do not know the keyword "${name.text}".`
    const hint = `A colon and a space stand behind the name of a board:\n   ${text}`
    this.#report.add(name, { code: 'unknown-keyword', message, hint, fix: replaceCell(name, text) })
    return failing(message)
  }

  place(cell: Cell): StepPlace {
    return { file: this.#file, line: cell.line, column: cell.column, keyword: cell.text }
  }

  /** A call whose keyword and arguments are values that are known only now. */
  bindValues(name: string, values: readonly unknown[], at: Cell, scopes?: Scopes): Node {
    const cell = { ...at, text: name }
    return this.#bindNow(values.map(valueArgument), cell, scopes)
  }

  /** A call whose name is known only now; its arguments stay as they are written. */
  #bindLate(cells: readonly ArgumentCell[], scopes: Scopes, at: Cell): Node {
    const [first, ...args] = expandLeading(cells, 1, scopes)
    const name = first?.source.get(scopes)
    if (typeof name !== 'string') throw new SuiteError('unknown-keyword', 'Keyword name must be a string.')
    return this.#bindNow(args, { ...(cells[0]?.cell ?? at), text: name }, scopes)
  }

  #bindNow(args: readonly ArgumentCell[], cell: Cell, scopes: Scopes | undefined): Node {
    const { text: name } = cell
    if (name === '') throw new SuiteError('unknown-keyword', 'Keyword name cannot be empty.')
    const report = new Report()
    const order = scopes === undefined ? [] : searchOrderOf(scopes)
    const binder = new CallBinder({ ...this.#in, report, needs: new DeviceNeeds(), order })
    const title = [name, ...args.map((arg) => arg.text ?? toText(arg.source.constant?.value))].join('    ')
    const node = binder.bind({ name: cell, args, targets: [], title })
    const [first] = report.diagnostics
    // What is wrong with its arguments or with calls inside fails when they run.
    if (first === undefined || !NO_KEYWORD.has(first.code) || this.#find(name) !== undefined) return node
    const message = noKeyword(name, this.#scope)
    throw new SuiteError(first.code, message, first.hint === undefined ? {} : { hint: first.hint })
  }

  #bindUser(found: FoundKeyword & { kind: 'user' }, request: CallRequest): Node {
    const { program, embedded } = found
    this.#needs.add({ file: this.#file, name: request.name, args: request.args, found })
    const own = program.arguments.slice(embedded.length).map((one) => one.argument)
    const signature = { name: program.name, arguments: own }
    const given = this.#bindArguments(signature, request.args, request.name)
    const values =
      program.error === undefined ? withEmbedded(program, embedded, given) : refusing(program.error)
    const step = { title: request.title, place: this.place(request.name) }
    return new CallNode({ ...step, callee: { kind: 'user', program }, values, targets: request.targets })
  }

  #bindLibrary(found: FoundKeyword & { kind: 'library' }, request: CallRequest): Node {
    const { keyword } = found
    const { name, args } = request
    this.#needs.add({ file: this.#file, name, args, found })
    const own = args.slice(0, keyword.nested?.own)
    const step = { title: request.title, place: this.place(name) }
    if (keyword.nested !== undefined && own.some((cell) => cell.source.expands === 'list'))
      return new DynamicCallNode(
        step,
        ({ scopes }) => this.#bindExpanded(request, own.length, scopes),
        request.targets,
      )
    const nested = keyword.nested === undefined ? [] : this.#bindNested(keyword, keyword.nested, request)
    const values = this.#bindArguments(keyword, own, name)
    this.#checkConditions(keyword, own, request.known)
    if (EXPECTS_FAILURE.has(keyword.name)) this.#report.soften(args.flatMap(({ cell }) => cell ?? []))
    return new CallNode({
      ...step,
      callee: { kind: 'library', keyword, nested },
      values,
      targets: request.targets,
    })
  }

  /** For own arguments that come from a list, whose further items belong to the nested call. */
  #bindExpanded({ name, args }: CallRequest, own: number, scopes: Scopes): Node {
    return this.#bindNow(expandLeading(args, own, scopes), name, scopes)
  }

  /** Expressions that cannot be read are found before anything runs. */
  #checkConditions(keyword: Keyword, args: readonly ArgumentCell[], known: KnownVariables | undefined): void {
    const givesNames = args.some(({ text }) => /^(?:modules|namespace)=/.test(text ?? ''))
    for (const [index, { late, name }] of keyword.arguments.entries()) {
      const cell = (args.find((one) => one.name === name) ?? args[index])?.cell
      if (late === 'condition') this.#checkCondition(cell, givesNames ? undefined : known)
    }
  }

  #checkNestedConditions({ own, split }: NestedCalls, { args, known }: CallRequest): void {
    const cells = args.slice(own)
    for (const { condition } of split(cells.map((cell) => cell.text ?? '')))
      if (condition !== undefined) this.#checkCondition(cells[condition]?.cell, known)
  }

  #checkCondition(cell: Cell | undefined, known: KnownVariables | undefined): void {
    if (cell === undefined) return
    const { diagnostics, names } = compileCondition(cell.text)
    for (const diagnostic of diagnostics) this.#report.addInside(cell, diagnostic)
    known?.checkNames(names, cell, this.#report)
  }

  /** The cells of a call that name a variable which need not have a value. */
  variableNames(name: Cell, args: readonly Cell[]): ReadonlySet<Cell> {
    return variableNames(this.#scope, name, args)
  }

  #bindArguments(signature: Signature, args: readonly ArgumentCell[], name: Cell) {
    const { values, mistakes } = bindArguments(signature, args)
    for (const { argument, ...remark } of mistakes) this.#report.add(argument?.cell ?? name, remark)
    return values
  }

  #bindNested(keyword: Keyword, nested: NestedCalls, request: CallRequest): readonly NestedNode[] {
    const { name, args } = request
    const needed = nested.own + (nested.optional ? 0 : 1)
    if (args.length < needed && !args.some((cell) => cell.source.expands === 'list')) {
      const expected = `at least ${needed} argument${needed === 1 ? '' : 's'}`
      const message = `Keyword '${fullName(keyword)}' expected ${expected}, got ${args.length}.`
      return this.#noCalls(name, new SuiteError('argument-count', message))
    }
    try {
      this.#checkNestedConditions(nested, request)
      return nestedNodes(nested, args.slice(nested.own), {
        bind: (cells) => this.#bindNestedCall(cells, request),
        bindNow: (cells, scopes) => this.#bindLate(cells, scopes, name),
      })
    } catch (error) {
      if (!(error instanceof SuiteError)) throw error
      return this.#noCalls(name, error)
    }
  }

  /** Reports a mistake, which is also what the call fails with if it runs all the same. */
  #noCalls(name: Cell, error: SuiteError): readonly NestedNode[] {
    this.#report.add(name, { code: error.code, message: error.message })
    return [
      () => {
        throw error
      },
    ]
  }

  #bindNestedCall(
    cells: readonly ArgumentCell[],
    { name: at, known }: Pick<CallRequest, 'name' | 'known'>,
  ): Node {
    const [first, ...args] = cells
    const cell = first?.cell ?? { ...at, text: toText(first?.source.constant?.value ?? first?.text ?? '') }
    const title = [cell.text, ...args.map((arg) => arg.text ?? '…')].join('    ')
    return this.bind({ name: cell, args, targets: [], title, known })
  }
}

/** Without knowing the variables of a place, every name may be one. */
function variablesOf(known: KnownVariables | undefined): IsVariable {
  return known === undefined ? () => true : (name) => known.has(normalizeVariable(name))
}

/** The values of arguments for a keyword that cannot be called. */
function refusing(message: string): ArgumentValues {
  return () => {
    throw new SuiteError('invalid-keyword', message)
  }
}

/** A step that fails when it runs: what is wrong with it was reported before. */
export function failing(message: string): Node {
  return {
    exec: () => {
      throw new SuiteError('not-bound', message)
    },
  }
}
