import type { CallStep, Cell, TemplateStep } from '../../grammar/tree.ts'
import { cellArgument } from '../arguments/argument-cell.ts'
import { failing } from '../calls/failing-call.ts'
import type { Node } from '../interpreter/frame.ts'
import { AssignNode } from '../nodes/assign-node.ts'
import { type PlainAssignment, readAssignment } from '../sentences/assignment.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { compileExpression, type Expression } from '../variables/expression.ts'
import { normalizeVariable } from '../variables/scope.ts'
import { filledTemplate } from './filled-template.ts'
import { StepCells } from './step-cells.ts'
import type { StepSurroundings } from './step-surroundings.ts'

/** Binds rows that call a keyword or assign a value: which of the two is said by the keywords there are. */
export class CallRows {
  readonly #in: StepSurroundings
  readonly #cells: StepCells

  constructor(surroundings: StepSurroundings) {
    this.#in = surroundings
    this.#cells = new StepCells(surroundings)
  }

  /** Binds a row. */
  bind(step: CallStep): Node {
    const { assign, keyword, args } = step
    const { names } = this.#in.calls
    const plain = names.isKeyword(keyword) ? undefined : readAssignment(keyword, args)
    if (plain !== undefined && assign.length === 0) return this.#assign(plain, [keyword, ...args])
    const targets = assign.map((cell) => ({ ...cell, text: `${cell.text} =` }))
    return this.#callKeyword(step, [...targets, keyword, ...args])
  }

  /** Binds the call that a row of a template makes. */
  bindTemplateRow({ args }: TemplateStep): Node {
    const { template } = this.#in
    const [first] = args
    if (template === undefined || first === undefined) return failing('A template row needs a template.')
    const place = { line: first.line, column: first.column }
    const [name, ...rest] = filledTemplate(template, args)
    return this.bind({ kind: 'call', assign: [], keyword: { ...name, ...place }, args: rest })
  }

  /** Whether each of these rows is a step, so that they are not one call in several rows. */
  areSteps(rows: readonly CallStep[]): boolean {
    const { names } = this.#in.calls
    return (
      !names.takesCalls(rows[0]?.keyword) &&
      rows.every(({ keyword, args }) => {
        const value = names.isKeyword(keyword) ? undefined : readAssignment(keyword, args)
        return value !== undefined || names.canCall(keyword, this.#in.known)
      })
    )
  }

  /** `output = Read serial until "x"` and `slow = slow + 1`. */
  #assign({ targets, value, args }: PlainAssignment, row: readonly Cell[]): Node {
    const { calls, known, report } = this.#in
    const call = { assign: targets, keyword: value, args }
    if (args.length > 0 || calls.names.canCall(value, known)) return this.#callKeyword(call, row)
    const expression = compileExpression(value.text, compileCell)
    if (this.#isMeantAsCall(value, expression)) return this.#callKeyword(call, row)
    for (const diagnostic of expression.diagnostics) report.addInside(value, diagnostic)
    known.checkNames(expression.names, value, report)
    known.check(value, report)
    const described = this.#cells.step(row[0] ?? value, titleOf(row))
    return new AssignNode({ ...described, targets: this.#cells.targets(targets), value: expression.value })
  }

  /** Words that are no expression, or a sentence with a slip: what is wrong is said of the call. */
  #isMeantAsCall(value: Cell, { names, diagnostics }: Expression): boolean {
    const isWrong = diagnostics.length > 0
    const isWords = /^[\p{L}_][\p{L}\p{N}_]* [\p{L}\p{N}_ ]*$/u.test(value.text)
    if (isWords && (isWrong || names.some(({ name }) => !this.#in.known.has(normalizeVariable(name)))))
      return true
    return isWrong && this.#in.calls.names.isNearSentence(value)
  }

  #callKeyword({ assign, keyword, args }: Omit<CallStep, 'kind'>, row: readonly Cell[]): Node {
    const { calls, known } = this.#in
    const names = calls.names.variableNames(keyword, args)
    const cells = [...calls.names.cellsOf(keyword, known), ...args]
    this.#cells.check(cells.filter((cell) => !names.has(cell)))
    const targets = this.#cells.targets(assign)
    return calls.bind({ name: keyword, args: args.map(cellArgument), targets, title: titleOf(row), known })
  }
}

function titleOf(row: readonly Cell[]): string {
  return row.map((cell) => cell.text).join('    ')
}
