import type { Diagnostic } from '../../grammar/diagnostic.ts'
import type { Cell } from '../../grammar/tree.ts'

/** What is said about a cell. */
export interface Remark {
  readonly code: string
  readonly message: string
  readonly hint?: string | undefined
  readonly severity?: Diagnostic['severity']
}

/** Collects the diagnostics of one file. */
export class Report {
  readonly diagnostics: Diagnostic[] = []

  /** Adds a remark about a cell, or about the part of it that begins at `offset` and is `length` long. */
  add(
    cell: Cell,
    { code, message, hint, severity = 'error' }: Remark,
    offset = 0,
    length = cell.text.length,
  ): void {
    const column = cell.column + offset
    const place = { line: cell.line, column, endColumn: column + Math.max(1, length) }
    this.diagnostics.push({ code, severity, ...place, message, ...(hint === undefined ? {} : { hint }) })
  }

  /** Takes over a diagnostic of a text that stands in a cell. */
  addInside(cell: Cell, diagnostic: Diagnostic): void {
    const line = cell.line + diagnostic.line - 1
    const shift = diagnostic.line === 1 ? cell.column - 1 : 0
    this.diagnostics.push({
      ...diagnostic,
      line,
      column: diagnostic.column + shift,
      endColumn: diagnostic.endColumn + shift,
    })
  }
}
