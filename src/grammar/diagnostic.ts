/** A piece of one line to be replaced; columns count from 1. */
export interface TextEdit {
  readonly line: number
  readonly column: number
  readonly endColumn: number
  readonly text: string
}

/** Edits that put a problem right and cannot change the meaning of anything else. */
export interface Fix {
  readonly edits: readonly TextEdit[]
}

/** A problem in a text, with its place. Lines and columns count from 1; `endColumn` is past the last character. */
export interface Diagnostic {
  /** Stable name, documented in docs/diagnostics.md. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly line: number
  readonly column: number
  readonly endColumn: number
  /** What is wrong: expected against got. */
  readonly message: string
  /** What the marked part is; shown behind the marks. */
  readonly label?: string
  /** How to put it right. */
  readonly hint?: string
  /** What `hil check --fix` writes. */
  readonly fix?: Fix
}

/** A diagnostic of a file, with the line of text it points at. */
export interface FileDiagnostic extends Diagnostic {
  readonly file: string
  readonly excerpt: string
}

/** Adds the file and the excerpts to the diagnostics of a text. */
export function locate(file: string, text: string, diagnostics: readonly Diagnostic[]): FileDiagnostic[] {
  if (diagnostics.length === 0) return []
  const lines = text.split(/\r\n|\r|\n/)
  return diagnostics.map((diagnostic) => ({ file, excerpt: lines[diagnostic.line - 1] ?? '', ...diagnostic }))
}
