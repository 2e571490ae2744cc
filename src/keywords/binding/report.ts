import type { Diagnostic, Fix } from '../../grammar/diagnostic.ts'
import type { Cell } from '../../grammar/tree.ts'

/** What is said about a cell. */
export interface Remark {
  readonly code: string
  readonly message: string
  readonly hint?: string | undefined
  readonly severity?: Diagnostic['severity']
  /** What the marked part is. */
  readonly label?: string
  readonly fix?: Fix | undefined
}

/** Collects the diagnostics of one file. */
export class Report {
  readonly diagnostics: Diagnostic[] = []

  /** Adds a remark about a cell, or about the part of it that begins at `offset` and is `length` long. */
  add(
    cell: Cell,
    { code, message, hint, label, fix, severity = 'error' }: Remark,
    offset = 0,
    length = cell.text.length,
  ): void {
    const column = cell.column + offset
    const place = { line: cell.line, column, endColumn: column + Math.max(1, length) }
    this.diagnostics.push({
      ...{ code, severity, ...place, message },
      ...(label === undefined ? {} : { label }),
      ...(hint === undefined ? {} : { hint }),
      ...(fix === undefined ? {} : { fix }),
    })
  }

  /** Turns what was said about cells into warnings. */
  soften(cells: readonly Cell[]): void {
    for (const [index, one] of this.diagnostics.entries()) {
      const isInside = cells.some(
        ({ line, column, text }) =>
          line === one.line && column <= one.column && one.column <= column + text.length,
      )
      if (isInside) this.diagnostics[index] = { ...one, severity: 'warning' }
    }
  }

  /** Takes over a diagnostic of a text that stands in a cell. */
  addInside(cell: Cell, diagnostic: Diagnostic): void {
    const line = cell.line + diagnostic.line - 1
    const shift = diagnostic.line === 1 ? cell.column - 1 : 0
    const edits = diagnostic.fix?.edits.map((edit) => ({
      ...edit,
      line: cell.line + edit.line - 1,
      column: edit.column + shift,
      endColumn: edit.endColumn + shift,
    }))
    this.diagnostics.push({
      ...diagnostic,
      ...(edits === undefined ? {} : { fix: { edits } }),
      line,
      column: diagnostic.column + shift,
      endColumn: diagnostic.endColumn + shift,
    })
  }
}
