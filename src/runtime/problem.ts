/** A mistake in a file, with its place. Lines and columns count from 1; `endColumn` is past the last character. */
export interface Problem {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endColumn: number
  readonly message: string
  /** What the marked part is; shown behind the marks. */
  readonly label?: string
  readonly hint?: string
  /** Edits of the file that put the mistake right. */
  readonly fix?: ProblemFix
  /** The line of text that the problem points at. */
  readonly excerpt: string
}

/** Edits of one file, each within a line; columns count from 1. */
export interface ProblemFix {
  readonly edits: readonly {
    readonly line: number
    readonly column: number
    readonly endColumn: number
    readonly text: string
  }[]
}

/** Writes problems as text: place, message, excerpt with a caret, hint. */
export function formatProblems(problems: readonly Problem[], relative: (file: string) => string): string {
  return problems.map((problem) => formatProblem(problem, relative(problem.file))).join('\n\n')
}

function formatProblem(problem: Problem, file: string): string {
  const warning = problem.severity === 'warning' ? 'warning: ' : ''
  const head = `${file}:${problem.line}:${problem.column}  ${warning}${problem.message}`
  return [head, ...excerptOf(problem), ...hintOf(problem)].join('\n')
}

/** The lines of the hint; the last one says if the command line writes it. */
function hintOf({ hint, fix }: Problem): string[] {
  const lines = hint === undefined ? [] : hint.split('\n').map((line) => `  ${line}`)
  if (fix === undefined) return lines
  const last = lines.pop() ?? ' '
  return [...lines, `${last}    (hil check --fix writes this)`]
}

const EXCERPT_WIDTH = 110

/** The line and carets below it; a long line is cut around the place. */
function excerptOf({ excerpt, line, column, endColumn, label }: Problem): string[] {
  if (excerpt.trim() === '') return []
  const start = column > EXCERPT_WIDTH - 20 ? column - 40 : 0
  const shown = excerpt.slice(start, start + EXCERPT_WIDTH).replaceAll('\t', ' ')
  const gutter = String(line).padStart(4)
  const width = Math.max(1, Math.min(endColumn - column, shown.length - (column - 1 - start)))
  return [
    `${gutter} | ${shown}`,
    `${' '.repeat(gutter.length)} | ${' '.repeat(Math.max(0, column - 1 - start))}${'^'.repeat(width)}${label === undefined ? '' : ` ${label}`}`,
  ]
}
