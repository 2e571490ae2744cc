import { Chalk } from 'chalk'
import { applyFixes, type Written } from '../check/apply-fixes.ts'
import { type CheckResult, countBySeverity } from '../check/check-result.ts'
import { type CheckRequest, findProblems } from '../check/find-problems.ts'
import { githubOutput } from '../check/github-output.ts'
import { jsonOutput } from '../check/json-output.ts'
import { relativePath } from '../check/relative-path.ts'
import { sarifOutput } from '../check/sarif-output.ts'
import { printProblems } from '../check/text-output.ts'
import { coloured } from '../colour.ts'
import { EXIT } from '../exit-codes.ts'
import { showProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

/** What to check, and how to tell. */
export interface CheckCommand {
  readonly paths: readonly string[]
  readonly benchFile: string | undefined
  readonly format?: 'text' | 'json' | 'sarif' | 'github' | undefined
  /** True if warnings count as mistakes. */
  readonly strict?: boolean | undefined
  /** True to write the fixes that are safe. */
  readonly fix?: boolean | undefined
}

/** A fix can uncover the next one; none takes more rounds than this. */
const MOST_ROUNDS = 10

/** Checks suites and the bench file, tells every problem, and returns the exit code. */
export async function checkSuites(command: CheckCommand, terminal: Terminal): Promise<number> {
  const { paths, benchFile, format = 'text', strict = false, fix = false } = command
  const request = { paths, benchFile, lint: true }
  const written: Written[] = []
  const result = fix ? fixAll(request, written) : findProblems(request, showProgress(terminal))
  if (written.length > 0) terminal.stderr.write(tellWritten(written))
  tell(result, format, terminal)
  const { errors, warnings } = countBySeverity(result)
  return errors > 0 || (strict && warnings > 0) ? EXIT.usage : EXIT.passed
}

/** Fixes and checks again until nothing is left that can be fixed. */
function fixAll(request: CheckRequest, written: Written[]): CheckResult {
  for (let round = 1; ; round++) {
    const result = findProblems(request)
    const now = round > MOST_ROUNDS ? [] : applyFixes(result.problems)
    written.push(...now)
    if (now.length === 0) return result
  }
}

function tellWritten(written: readonly Written[]): string {
  const rows = written.map(({ problem: { file, line, code }, line: text }) => {
    return `${relativePath(file)}:${line}  fixed ${code}\n${String(line).padStart(4)} | ${text}\n\n`
  })
  return rows.join('')
}

function tell(result: CheckResult, format: CheckCommand['format'], terminal: Terminal): void {
  const { stdout, env } = terminal
  if (format === 'json') stdout.write(jsonOutput(result))
  else if (format === 'sarif') stdout.write(sarifOutput(result))
  else if (format === 'github') stdout.write(githubOutput(result.problems))
  else {
    printProblems(result.problems, terminal)
    if (env.GITHUB_ACTIONS === 'true') stdout.write(githubOutput(result.problems))
    stdout.write(`${verdict(result, terminal)}\n`)
  }
}

function verdict(result: CheckResult, { stdout, env }: Terminal): string {
  const chalk = new Chalk({ level: coloured(stdout, env) })
  const { errors, warnings } = countBySeverity(result)
  const scope = `${count(result.tests, 'test')} in ${count(result.files, 'file')}`
  const also = warnings === 0 ? '' : `, ${count(warnings, 'warning')}`
  if (errors > 0) return chalk.red(`${count(errors, 'mistake')}${also} in ${scope}`)
  return chalk.green(`no mistakes${also} in ${scope}`)
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
