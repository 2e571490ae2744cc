import type { Cell } from '../../grammar/tree.ts'
import { stepOf } from '../calls/call-request.ts'
import type { StepDescription } from '../interpreter/step.ts'
import type { AssignTarget } from '../variables/assignment.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { type Condition, compileCondition } from '../variables/condition.ts'
import type { Source } from '../variables/source.ts'
import { readTarget } from '../variables/target.ts'
import type { StepSurroundings } from './step-surroundings.ts'

/** Compiles the cells of steps: reports variables without a value, and makes known those that a step sets. */
export class StepCells {
  readonly #in: Pick<StepSurroundings, 'file' | 'known' | 'report'>

  constructor(surroundings: Pick<StepSurroundings, 'file' | 'known' | 'report'>) {
    this.#in = surroundings
  }

  /** Reports the variables of cells that can have no value. */
  check(cells: readonly Cell[]): void {
    for (const cell of cells) this.#in.known.check(cell, this.#in.report)
  }

  /** Where the value of a cell comes from. */
  source(cell: Cell): Source {
    this.check([cell])
    return compileCell(cell.text)
  }

  /** The same of an option that may be missing. */
  option(cell: Cell | undefined): Source | undefined {
    return cell === undefined ? undefined : this.source(cell)
  }

  /** The condition in a cell. */
  condition(cell: Cell): Condition {
    const condition = compileCondition(cell.text)
    for (const diagnostic of condition.diagnostics) this.#in.report.addInside(cell, diagnostic)
    if (condition.diagnostics.length === 0) this.check([cell])
    this.#in.known.checkNames(condition.names, cell, this.#in.report)
    return condition
  }

  /** The variables that cells name as targets, which have a value from here on. */
  targets(cells: readonly Cell[]): AssignTarget[] {
    return cells.flatMap((cell) => {
      const target = readTarget(cell.text)
      if (target === undefined) return []
      this.add(target.name)
      return [target]
    })
  }

  /** Makes known a variable that a step sets. */
  add(name: string): void {
    this.#in.known.add(name)
  }

  /** The step that begins with a cell. */
  step(cell: Cell, title: string): StepDescription {
    return stepOf({ title: title.trim(), name: cell }, this.#in.file)
  }
}
