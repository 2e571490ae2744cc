import type { Problem } from '../../runtime/problem.ts'
import { relativePath } from './relative-path.ts'

/** Problems as workflow commands, which GitHub shows as annotations at their lines. */
export function githubOutput(problems: readonly Problem[]): string {
  return problems.map((problem) => `${annotation(problem)}\n`).join('')
}

function annotation(problem: Problem): string {
  const { severity, line, column, endColumn, code, message, hint } = problem
  const properties = {
    file: relativePath(problem.file),
    line,
    endLine: line,
    col: column,
    endColumn: Math.max(column, endColumn - 1), // GitHub's is the last column, not the one past it
    title: code,
  }
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  const text = hint === undefined ? message : `${message}\n${hint}`
  return `::${severity} ${list.join(',')}::${escapeMessage(text)}`
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
