import type { Diagnostic, Fix } from '../diagnostic.ts'
import type { Cell } from '../tree.ts'

/** What a diagnostic says; an error unless it says otherwise. */
export interface Finding {
  readonly code: string
  readonly severity?: Diagnostic['severity']
  readonly message: string
  readonly hint?: string | undefined
  readonly fix?: Fix | undefined
}

/** A diagnostic whose range is the cell, or, where the cell is empty, one character. */
export function diagnosticAt(
  cell: Cell,
  { code, severity = 'error', message, hint, fix }: Finding,
): Diagnostic {
  const range = {
    line: cell.line,
    column: cell.column,
    endColumn: cell.column + Math.max(1, cell.text.length),
  }
  return {
    ...{ code, severity, ...range, message },
    ...(hint === undefined ? {} : { hint }),
    ...(fix === undefined ? {} : { fix }),
  }
}

/** The fix that writes other text in the place of a cell, or of its first `length` characters. */
export function replaceCell(cell: Cell, text: string, length = cell.text.length): Fix {
  const { line, column } = cell
  return { edits: [{ line, column, endColumn: column + length, text }] }
}
