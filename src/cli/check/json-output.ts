import { type CheckResult, countBySeverity } from './check-result.ts'
import { relativePath } from './relative-path.ts'

/** The result of a check as JSON; its form is described in docs/checking.md. */
export function jsonOutput(result: CheckResult): string {
  const { files, tests } = result
  const problems = result.problems.map((problem) => ({ ...problem, file: relativePath(problem.file) }))
  const text = JSON.stringify({ version: 1, files, tests, ...countBySeverity(result), problems }, null, 2)
  return `${text}\n`
}
