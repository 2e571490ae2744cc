import { Chalk } from 'chalk'
import { locate } from '../../grammar/diagnostic.ts'
import type { ConvertedText } from '../../keywords/converting/conversion.ts'
import type { PlannedFile } from '../../keywords/converting/plan-conversion.ts'
import type { Problem } from '../../runtime/problem.ts'
import { printProblems } from '../check/text-output.ts'
import { coloured } from '../colour.ts'
import { shownPath } from '../commands/language-files.ts'
import type { Terminal } from '../terminal.ts'

/** A file and what came of it. */
export interface ConvertedFile extends ConvertedText {
  readonly file: PlannedFile
}

/** The report as data. */
export function jsonReport(results: readonly ConvertedFile[]): object {
  const files = results.map(({ file, changes, findings }) => ({
    source: shownPath(file.source),
    target: shownPath(file.target),
    changes,
    findings,
  }))
  return { schema: 'hilwright-convert/1', files }
}

/** Shows what was modernised, and what could not be carried, line by line. */
export function showReport(results: readonly ConvertedFile[], dryRun: boolean, terminal: Terminal): void {
  const { stdout, env } = terminal
  const chalk = new Chalk({ level: coloured(stdout, env) })
  printProblems(results.flatMap(problemsOf), terminal)
  for (const { file, changes, findings } of results) {
    const left =
      findings.length === 0 ? chalk.green('all carried') : chalk.red(`${findings.length} not carried`)
    const paths = `${shownPath(file.source)} → ${shownPath(file.target)}`
    stdout.write(`${paths}  ${changes.length} modernised, ${left}\n`)
    for (const { line, what } of changes) stdout.write(chalk.dim(`  line ${line}: ${what}\n`))
  }
  if (dryRun) stdout.write('Nothing was written (--dry-run).\n')
}

function problemsOf({ file, findings }: ConvertedFile): Problem[] {
  return locate(
    file.source,
    file.text,
    findings.map(({ what, why, cure, ...place }) => ({
      ...place,
      severity: 'error' as const,
      message: `${what} ${why}`,
      hint: cure,
    })),
  )
}
