import type { CallStep, Cell, GroupStep, Step } from '../../grammar/tree.ts'
import { failing } from '../calls/failing-call.ts'
import type { Node } from '../interpreter/frame.ts'
import { FaultyNode } from '../nodes/faulty-node.ts'
import { ParallelNode } from '../nodes/parallel-node.ts'
import { GroupNode, LoopControlNode, ReturnNode } from '../nodes/simple-nodes.ts'
import { bindIf, bindTry } from './bind-branches.ts'
import { bindFor, bindWhile } from './bind-loops.ts'
import { bindRetryBlock } from './bind-retry.ts'
import { bindVar } from './bind-var.ts'
import { CallRows } from './call-rows.ts'
import { StepCells } from './step-cells.ts'
import type { StepSurroundings } from './step-surroundings.ts'

/** Binds the steps of one test or keyword. */
export class StepBinder {
  readonly #in: StepSurroundings
  readonly #cells: StepCells
  readonly #rows: CallRows

  constructor(surroundings: StepSurroundings) {
    this.#in = surroundings
    this.#cells = new StepCells(surroundings)
    this.#rows = new CallRows(surroundings)
  }

  body(steps: readonly Step[]): Node[] {
    return steps.map((step) => this.step(step))
  }

  step(step: Step): Node {
    const node = this.#readable(step)
    if (step.faults === undefined) return node
    const cells = step.kind === 'template' ? step.args : step.kind === 'error' ? step.values : [step.keyword]
    const [head = { text: '', line: 1, column: 1 }] = cells
    return new FaultyNode(this.#cells.step(head, head.text), step.faults, step.kind !== 'error')
  }

  /** A call that stands alone, as in `[Setup]`. */
  call(name: Cell, args: readonly Cell[]): Node {
    return this.#rows.bind({ kind: 'call', assign: [], keyword: name, args })
  }

  /** Whether each of these rows is a step, so that they are not one call in several rows. */
  areSteps(rows: readonly CallStep[]): boolean {
    return this.#rows.areSteps(rows)
  }

  #readable(step: Step): Node {
    switch (step.kind) {
      case 'call':
        return this.#rows.bind(step)
      case 'template':
        return this.#rows.bindTemplateRow(step)
      case 'var':
        return bindVar(step, this.#cells, this.#in.shared)
      case 'return':
        return new ReturnNode(step.values.map((cell) => this.#cells.source(cell)))
      case 'break':
      case 'continue':
        return new LoopControlNode(step.kind)
      case 'error':
        return failing('This row has a syntax error.')
      default:
        return this.#block(step)
    }
  }

  #block(step: BlockStep): Node {
    const cells = this.#cells
    const bindBody = (steps: readonly Step[]) => this.body(steps)
    switch (step.kind) {
      case 'if':
        return bindIf(step, cells, bindBody)
      case 'for':
        return bindFor(step, cells, bindBody)
      case 'while':
        return bindWhile(step, cells, bindBody)
      case 'try':
        return bindTry(step, cells, bindBody)
      case 'retry':
        return bindRetryBlock(step, { cells, report: this.#in.report, bindBody })
      case 'group':
        return this.#group(step)
      case 'parallel':
        return new ParallelNode(cells.step(step.keyword, step.keyword.text), this.body(step.body))
    }
  }

  #group({ keyword, name, body }: GroupStep): Node {
    const described = this.#cells.step(keyword, `GROUP    ${name?.text ?? ''}`)
    return new GroupNode(described, this.#cells.option(name), this.body(body))
  }
}

/** A step with steps inside. */
type BlockStep = Extract<Step, { readonly body: unknown } | { readonly branches: unknown }>
