import type { Cell } from '../../grammar/tree.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { NestedNode } from '../interpreter/call-context.ts'
import { CallNode, DynamicCallNode } from '../interpreter/call-node.ts'
import type { StepPlace } from '../interpreter/failure.ts'
import type { Frame, Node } from '../interpreter/frame.ts'
import { toText } from '../value/text.ts'
import type { AssignTarget } from '../variables/assignment.ts'
import { constantSource } from '../variables/source.ts'
import { type ArgumentCell, cellArgument, valueArgument } from './argument-cell.ts'
import { bindArguments, type Signature } from './bound-arguments.ts'
import type { FoundKeyword, KeywordScope } from './keyword-scope.ts'
import { Report } from './report.ts'
import { reportUnknownKeyword } from './unknown-keyword.ts'

/** A call to bind: the name, the arguments, and what for. */
export interface CallRequest {
  readonly name: Cell
  readonly args: readonly ArgumentCell[]
  readonly targets: readonly AssignTarget[]
  readonly title: string
}

/** Binds calls in one file: names to keywords, arguments to their values; mistakes go to the report. */
export class CallBinder {
  readonly #file: string
  readonly #scope: KeywordScope
  readonly #report: Report

  constructor(file: string, scope: KeywordScope, report: Report) {
    this.#file = file
    this.#scope = scope
    this.#report = report
  }

  bind(request: CallRequest): Node {
    const { name, args, targets, title } = request
    const step = { title, place: this.place(name) }
    if (/[$@&%]\{/.test(name.text) && this.#scope.find(name.text) === undefined)
      return new DynamicCallNode(
        step,
        (frame) => this.#bindLate([cellArgument(name), ...args], frame),
        targets,
      )
    const found = this.#scope.find(name.text)
    if (found === undefined) {
      reportUnknownKeyword(name, this.#scope, this.#report)
      return failing(`No keyword with name '${name.text}' found.`)
    }
    return found.kind === 'user' ? this.#bindUser(found, request) : this.#bindLibrary(found, request)
  }

  place(cell: Cell): StepPlace {
    return { file: this.#file, line: cell.line, column: cell.column, keyword: cell.text }
  }

  /** A call whose keyword and arguments are values that are known only now. */
  bindValues(name: string, values: readonly unknown[], at: Cell): Node {
    const cell = { ...at, text: name }
    const report = new Report()
    const binder = new CallBinder(this.#file, this.#scope, report)
    const title = [name, ...values.map((value) => toText(value))].join('    ')
    const node = binder.bind({ name: cell, args: values.map(valueArgument), targets: [], title })
    const [first] = report.diagnostics
    if (first === undefined) return node
    const unknown = first.code === 'unknown-keyword' ? `No keyword with name '${name}' found.` : first.message
    throw new SuiteError(first.code, unknown, first.hint === undefined ? {} : { hint: first.hint })
  }

  #bindLate(cells: readonly ArgumentCell[], frame: Frame): Node {
    const values = cells.flatMap(({ source }) => {
      const value = source.get(frame.scopes)
      return source.expands === 'list' ? (value as unknown[]) : [value]
    })
    const at = cells[0]?.cell ?? { text: '', line: 1, column: 1 }
    return this.bindValues(String(values[0] ?? ''), values.slice(1), at)
  }

  #bindUser({ program, embedded }: FoundKeyword & { kind: 'user' }, request: CallRequest): Node {
    const signature = { name: program.name, arguments: program.arguments.map((one) => one.argument) }
    const leading = embedded.map((text) => cellArgument({ ...request.name, text }))
    const values = this.#bindArguments(signature, [...leading, ...request.args], request.name)
    const step = { title: request.title, place: this.place(request.name) }
    return new CallNode({ ...step, callee: { kind: 'user', program }, values, targets: request.targets })
  }

  #bindLibrary({ keyword }: FoundKeyword & { kind: 'library' }, request: CallRequest): Node {
    const { name, args } = request
    const own = keyword.nested === undefined ? args : args.slice(0, keyword.nested.own)
    const values = this.#bindArguments(keyword, own, name)
    const nested = keyword.nested === undefined ? [] : this.#bindNested(keyword.nested, args, name)
    const step = { title: request.title, place: this.place(name) }
    return new CallNode({
      ...step,
      callee: { kind: 'library', keyword, nested },
      values,
      targets: request.targets,
    })
  }

  #bindArguments(signature: Signature, args: readonly ArgumentCell[], name: Cell) {
    const { values, mistakes } = bindArguments(signature, args)
    for (const { argument, ...remark } of mistakes) this.#report.add(argument?.cell ?? name, remark)
    return values
  }

  #bindNested(
    nested: NonNullable<(FoundKeyword & { kind: 'library' })['keyword']['nested']>,
    args: readonly ArgumentCell[],
    name: Cell,
  ): NestedNode[] {
    const cells = args.slice(nested.own)
    const calls = nested.split(cells.map((cell) => cell.text ?? ''))
    if (calls.length === 0)
      this.#report.add(name, {
        code: 'argument-count',
        message: `${name.text} needs the name of a keyword to run.`,
      })
    return calls.map(({ from, to, condition }) => {
      const node = this.#bindNestedCall(cells.slice(from, to), name)
      return { condition: condition === undefined ? undefined : cells[condition]?.text, node }
    })
  }

  #bindNestedCall(cells: readonly ArgumentCell[], at: Cell): Node {
    const [first, ...args] = cells
    const cell = first?.cell ?? { ...at, text: toText(first?.source.constant?.value ?? first?.text ?? '') }
    const title = [cell.text, ...args.map((arg) => arg.text ?? '…')].join('    ')
    if (first?.source.expands !== undefined)
      return new DynamicCallNode(
        { title, place: this.place(cell) },
        (frame) => this.#bindLate(cells, frame),
        [],
      )
    return this.bind({ name: cell, args, targets: [], title })
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

/** The value source of nothing, for arguments that were left out. */
export const nothing = constantSource(null)
