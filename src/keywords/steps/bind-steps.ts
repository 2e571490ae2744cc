import { parseAssignTarget } from '../../grammar/parse-cell.ts'
import type {
  CallStep,
  Cell,
  ForStep,
  IfStep,
  RetryStep,
  Step,
  TemplateStep,
  TryStep,
  VarStep,
  WhileStep,
} from '../../grammar/tree.ts'
import { cellArgument } from '../arguments/argument-cell.ts'
import type { Report } from '../binding/report.ts'
import { type CallBinder, failing } from '../calls/bind-call.ts'
import type { KnownVariables } from '../checking/known-variables.ts'
import { typeOfVariable, typeProblem } from '../conversion/named-type.ts'
import type { Node } from '../interpreter/frame.ts'
import type { StepDescription } from '../interpreter/step.ts'
import { AssignNode } from '../nodes/assign-node.ts'
import { FaultyNode } from '../nodes/faulty-node.ts'
import { dictOfItems } from '../nodes/for-dict.ts'
import { ForNode } from '../nodes/for-node.ts'
import type { ForFlavor } from '../nodes/for-rounds.ts'
import { IfNode } from '../nodes/if-node.ts'
import { ParallelNode } from '../nodes/parallel-node.ts'
import { RetryNode } from '../nodes/retry-node.ts'
import { GroupNode, LoopControlNode, ReturnNode } from '../nodes/simple-nodes.ts'
import { TryNode } from '../nodes/try-node.ts'
import { VarNode } from '../nodes/var-node.ts'
import { WhileNode } from '../nodes/while-node.ts'
import { type PlainAssignment, readAssignment } from '../sentences/assignment.ts'
import type { AssignTarget } from '../variables/assignment.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { type Condition, compileCondition } from '../variables/condition.ts'
import { compileExpression } from '../variables/expression.ts'
import { normalizeVariable } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'
import { readTarget } from '../variables/target.ts'
import { valuesOfVariable } from '../variables/variable-value.ts'
import { checkRetry } from './check-retry.ts'
import { filledTemplate } from './filled-template.ts'

/** What the steps of one test or keyword are bound in. */
export interface StepSurroundings {
  readonly calls: CallBinder
  readonly report: Report
  readonly known: KnownVariables
  /** Names that any step of the suite can give to all tests. */
  readonly shared: KnownVariables
  /** The keyword that template rows are arguments of. */
  readonly template: Cell | undefined
}

/** Binds the steps of one test or keyword. */
export class StepBinder {
  readonly #in: StepSurroundings

  constructor(surroundings: StepSurroundings) {
    this.#in = surroundings
  }

  body(steps: readonly Step[]): Node[] {
    return steps.map((step) => this.step(step))
  }

  step(step: Step): Node {
    const node = this.#readable(step)
    if (step.faults === undefined) return node
    const cells = step.kind === 'template' ? step.args : step.kind === 'error' ? step.values : [step.keyword]
    const [head = { text: '', line: 1, column: 1 }] = cells
    return new FaultyNode(this.#titled(head, head.text), step.faults, step.kind !== 'error')
  }

  #readable(step: Step): Node {
    switch (step.kind) {
      case 'call':
        return this.#call(step)
      case 'template':
        return this.#templateRow(step)
      case 'var':
        return this.#var(step)
      case 'if':
        return this.#if(step)
      case 'for':
        return this.#for(step)
      case 'while':
        return this.#while(step)
      case 'try':
        return this.#try(step)
      case 'group':
        return new GroupNode(
          this.#titled(step.keyword, `GROUP    ${step.name?.text ?? ''}`),
          step.name && this.#source(step.name),
          this.body(step.body),
        )
      case 'retry':
        return this.#retry(step)
      case 'parallel':
        return new ParallelNode(this.#titled(step.keyword, step.keyword.text), this.body(step.body))
      case 'return':
        return new ReturnNode(step.values.map((cell) => this.#source(cell)))
      case 'break':
      case 'continue':
        return new LoopControlNode(step.kind)
      case 'error':
        return failing('This row has a syntax error.')
    }
  }

  /** Whether each of these rows is a step, so that they are not one call in several rows. */
  areSteps(rows: readonly CallStep[]): boolean {
    const { calls, known } = this.#in
    return (
      !calls.takesCalls(rows[0]?.keyword) &&
      rows.every(({ keyword, args }) => {
        const value = calls.isKeyword(keyword) ? undefined : readAssignment(keyword, args)
        return value !== undefined || calls.canCall(keyword, known)
      })
    )
  }

  /** A call that stands alone, as in `[Setup]`. */
  call(name: Cell, args: readonly Cell[]): Node {
    return this.#call({ kind: 'call', assign: [], keyword: name, args })
  }

  #call(step: CallStep): Node {
    const { assign, keyword, args } = step
    const plain = this.#in.calls.isKeyword(keyword) ? undefined : readAssignment(keyword, args)
    if (plain !== undefined && assign.length === 0) return this.#assign(plain, [keyword, ...args])
    return this.#callKeyword(step, [
      ...assign.map((cell) => ({ ...cell, text: `${cell.text} =` })),
      keyword,
      ...args,
    ])
  }

  /** `output = Read serial until "x"` and `slow = slow + 1`. */
  #assign({ targets, value, args }: PlainAssignment, row: readonly Cell[]): Node {
    const { calls, known, report } = this.#in
    const isCall = args.length > 0 || calls.canCall(value, known)
    if (isCall) return this.#callKeyword({ assign: targets, keyword: value, args }, row)
    const expression = compileExpression(value.text, compileCell)
    const missing = expression.names.filter(({ name }) => !this.#isVariable(name))
    const isWord = /^[\p{L}_][\p{L}\p{N}_]* [\p{L}\p{N}_ ]*$/u.test(value.text)
    const isWrong = expression.diagnostics.length > 0
    if ((isWord && (missing.length > 0 || isWrong)) || (isWrong && calls.isNearSentence(value)))
      return this.#callKeyword({ assign: targets, keyword: value, args }, row)
    for (const diagnostic of expression.diagnostics) report.addInside(value, diagnostic)
    known.checkNames(expression.names, value, report)
    known.check(value, report)
    const title = row.map((cell) => cell.text).join('    ')
    const described = this.#titled(row[0] ?? value, title)
    return new AssignNode({ ...described, targets: this.#targets(targets), value: expression.value })
  }

  #isVariable(name: string): boolean {
    return this.#in.known.has(normalizeVariable(name))
  }

  #callKeyword({ assign, keyword, args }: Omit<CallStep, 'kind'>, row: readonly Cell[]): Node {
    const { calls, known, report } = this.#in
    const names = calls.variableNames(keyword, args)
    for (const cell of [...calls.cellsOf(keyword, known), ...args])
      if (!names.has(cell)) known.check(cell, report)
    const targets = this.#targets(assign)
    const title = row.map((cell) => cell.text).join('    ')
    return calls.bind({ name: keyword, args: args.map(cellArgument), targets, title, known })
  }

  #templateRow({ args }: TemplateStep): Node {
    const { template } = this.#in
    const [first] = args
    if (template === undefined || first === undefined) return failing('A template row needs a template.')
    const place = { line: first.line, column: first.column }
    const [name, ...rest] = filledTemplate(template, args)
    return this.call({ ...name, ...place }, rest)
  }

  #var(step: VarStep): Node {
    const target = readTarget(step.name.text)
    if (target === undefined) return failing(`Invalid variable name '${step.name.text}'.`)
    for (const cell of step.values) this.#in.known.check(cell, this.#in.report)
    const scope = step.scope === undefined ? undefined : this.#source(step.scope)
    this.#in.known.add(target.name)
    if (scope !== undefined && !/^local$/i.test(step.scope?.text ?? '')) this.#in.shared.add(target.name)
    const problem =
      target.type === undefined ? undefined : typeProblem(typeOfVariable(target.sigil, target.type))
    if (problem !== undefined) return failing(`Invalid variable '${step.name.text}': ${problem}`)
    const cells = step.values.map((cell) => cell.text)
    const value = valuesOfVariable({ ...target, cells, separator: step.separator?.text })
    const title = `VAR    ${[step.name, ...step.values].map((cell) => cell.text).join('    ')}`
    return new VarNode({ ...this.#titled(step.keyword, title), target, scope, value })
  }

  #if({ branches, assign }: IfStep): Node {
    const bound = branches.map(({ keyword, condition, body, kind }) => ({
      kind,
      step: this.#titled(
        keyword,
        `${kind.toUpperCase()}${condition === undefined ? '' : `    ${condition.text}`}`,
      ),
      condition: condition === undefined ? undefined : this.#condition(condition),
      body: this.body(body),
    }))
    return new IfNode(bound, this.#targets(assign))
  }

  #for(step: ForStep): Node {
    for (const cell of step.values) this.#in.known.check(cell, this.#in.report)
    const targets = this.#targets(step.variables)
    const flavor = (step.flavor?.text.toUpperCase() ?? 'IN') as ForFlavor
    const cells = [...step.variables, ...(step.flavor ? [step.flavor] : []), ...step.values]
    const title = `FOR    ${cells.map((cell) => cell.text).join('    ')}`
    const option = (cell: Cell | undefined) => (cell === undefined ? undefined : this.#source(cell))
    return new ForNode({
      ...this.#titled(step.keyword, title),
      flavor,
      targets,
      values: step.values.map((cell) => compileCell(cell.text)),
      dict: dictOfItems(step.values.map((cell) => cell.text)),
      start: option(step.start),
      mode: option(step.mode),
      fill: option(step.fill),
      body: this.body(step.body),
    })
  }

  #while(step: WhileStep): Node {
    const option = (cell: Cell | undefined) => (cell === undefined ? undefined : this.#source(cell))
    return new WhileNode({
      ...this.#titled(step.keyword, `WHILE    ${step.condition?.text ?? ''}`),
      condition: step.condition === undefined ? undefined : this.#condition(step.condition),
      limit: option(step.limit),
      onLimit: option(step.onLimit),
      onLimitMessage: option(step.onLimitMessage),
      body: this.body(step.body),
    })
  }

  #retry(step: RetryStep): Node {
    const options = { for: step.time, times: step.times, every: step.every }
    const written = Object.entries(options).flatMap(([name, cell]) => (cell ? [`${name}=${cell.text}`] : []))
    const option = (cell: Cell | undefined) => (cell === undefined ? undefined : this.#source(cell))
    const [time, times, every] = Object.values(options).map(option)
    checkRetry(options, this.#in.report)
    const title = ['RETRY', ...written].join('    ')
    return new RetryNode({
      ...this.#titled(step.keyword, title),
      time,
      times,
      every,
      body: this.body(step.body),
    })
  }

  #try({ branches }: TryStep): Node {
    const bound = branches.map(({ kind, keyword, patterns, patternType, as, body }) => {
      const target = as === undefined ? undefined : parseAssignTarget(as.text)
      if (target !== undefined) this.#in.known.add(target.name)
      const title = [kind.toUpperCase(), ...patterns.map((cell) => cell.text)].join('    ')
      return {
        kind,
        step: this.#titled(keyword, title),
        patterns: patterns.map((cell) => this.#source(cell)),
        patternType: patternType === undefined ? undefined : this.#source(patternType),
        as: target === undefined ? undefined : normalizeVariable(target.name),
        body: this.body(body),
      }
    })
    return new TryNode(bound)
  }

  #condition(cell: Cell): Condition {
    const condition = compileCondition(cell.text)
    for (const diagnostic of condition.diagnostics) this.#in.report.addInside(cell, diagnostic)
    if (condition.diagnostics.length === 0) this.#in.known.check(cell, this.#in.report)
    this.#in.known.checkNames(condition.names, cell, this.#in.report)
    return condition
  }

  #source(cell: Cell): Source {
    this.#in.known.check(cell, this.#in.report)
    return compileCell(cell.text)
  }

  #targets(cells: readonly Cell[]): AssignTarget[] {
    return cells.flatMap((cell) => {
      const target = readTarget(cell.text)
      if (target === undefined) return []
      this.#in.known.add(target.name)
      return [target]
    })
  }

  #titled(cell: Cell, title: string): StepDescription {
    return { title: title.trim(), place: this.#in.calls.place(cell) }
  }
}
