import type { Problem } from '../../runtime/problem.ts'

/** What a check found. */
export interface CheckResult {
  readonly problems: readonly Problem[]
  readonly files: number
  readonly tests: number
}

/** How many of the problems are errors, and how many warnings. */
export function countBySeverity({ problems }: CheckResult): { errors: number; warnings: number } {
  const errors = problems.filter((problem) => problem.severity === 'error').length
  return { errors, warnings: problems.length - errors }
}
