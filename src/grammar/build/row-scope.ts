import { diagnosticAt, type Finding } from '../cells/cell-diagnostic.ts'
import type { Diagnostic } from '../diagnostic.ts'
import type { Faults } from '../faults/faulty.ts'
import type { RowTable } from '../rows/read-rows.ts'
import type { Cell, FileKind, Step } from '../tree.ts'
import type { StepShape } from './shape.ts'

/** What every builder of a file shares: its rows, and where its problems go. */
export class RowScope {
  readonly file: FileKind
  readonly table: RowTable
  readonly diagnostics: Diagnostic[]
  readonly #settingFaults = new Map<Cell, Faults>()

  constructor(file: FileKind, table: RowTable) {
    this.file = file
    this.table = table
    this.diagnostics = [...table.diagnostics]
  }

  /** The cells of a row; each row has at least one. */
  cells(row: number): readonly Cell[] {
    return this.table.rows[row] ?? []
  }

  /** The first cell of a row. */
  head(row: number): Cell {
    return this.table.rows[row]?.[0] ?? NO_CELL
  }

  /** What a row is: see rows/row-kind.ts. */
  kind(row: number): string {
    return this.table.kinds.charAt(row)
  }

  /** Notes why the setting that begins with a cell cannot be one, for a run that reaches it. */
  addSettingFault(cell: Cell, fault: string): void {
    this.#settingFaults.set(cell, [fault])
  }

  /** What was noted of the setting that begins with a cell. */
  settingFaults(cell: Cell | undefined): Faults {
    return (cell && this.#settingFaults.get(cell)) ?? []
  }

  /** Notes a problem of a cell. */
  report(cell: Cell, finding: Finding): void {
    this.diagnostics.push(diagnosticAt(cell, finding))
  }
}

/** Builds steps within steps; passed along, since blocks hold steps and steps are blocks. */
export interface StepBuilder {
  /** Builds a body. */
  steps(shapes: readonly StepShape[], place: StepPlace): Step[]
  /** Builds a step in one row, whose kind is one of row-kind.ts; undefined where such a row may not stand. */
  plain(kind: string, cells: readonly Cell[], place: StepPlace): Step | undefined
}

/** Where a step stands, as far as it matters to what the step may be. */
export interface StepPlace {
  readonly scope: RowScope
  readonly owner: 'test' | 'task' | 'keyword'
  readonly builder: StepBuilder
  /** True when rows hold only arguments, for the test's template. */
  readonly templated: boolean
  /** True directly in the test or keyword. */
  readonly top: boolean
  readonly inLoop: boolean
  /** True in a PARALLEL block. */
  readonly inParallel: boolean
  /** True directly in a FINALLY branch. */
  readonly inFinally: boolean
}

/** The first cell of a row. Rows are never empty; the type system cannot know that. */
export function headOf(cells: readonly Cell[]): Cell {
  return cells[0] ?? NO_CELL
}

/** The cell that stands for one that is missing, just past `before`. */
export function missingCell(before: Cell): Cell {
  return { text: '', line: before.line, column: before.column + before.text.length }
}

const NO_CELL: Cell = { text: '', line: 1, column: 1 }
