import { readFileSync, writeFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { Chalk } from 'chalk'
import { decodeSource } from '../../grammar/decode-source.ts'
import { locate } from '../../grammar/diagnostic.ts'
import { formatText } from '../../grammar/format/format-text.ts'
import { kindOfPath } from '../../grammar/parse-file.ts'
import { unifiedDiff } from '../../keywords/comparison/unified-diff.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { Problem } from '../../runtime/problem.ts'
import { printProblems } from '../check/text-output.ts'
import { coloured } from '../colour.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { languageFiles, shownPath } from './language-files.ts'

/** What to format, and what to do with the result. */
export interface FormatRequest {
  /** Files and folders; `-` alone for the standard input. */
  readonly paths: readonly string[]
  /** Only list the files that would change. */
  readonly check?: boolean
  /** Only show what would change. */
  readonly diff?: boolean
  /** The name of the file that the standard input holds. */
  readonly stdinFile?: string
}

/** A file in its canonical layout. */
interface FormattedFile {
  readonly file: string
  readonly source: string
  readonly text: string
  readonly changed: boolean
  /** Why the file, or a row of it, was left as it is. */
  readonly problems: readonly Problem[]
}

/** Formats files in place, or shows what would change; returns the exit code. */
export async function formatFiles(request: FormatRequest, terminal: Terminal): Promise<number> {
  if (request.paths.includes('-')) return formatInput(request, terminal)
  const files = languageFiles(request.paths).map((file) => formatFile(file, readFileSync(file)))
  for (const { file, text, changed } of files)
    if (changed && !request.check && !request.diff) writeFileSync(file, text)
  showChanges(files, request, terminal)
  printProblems(
    files.flatMap(({ problems }) => problems),
    terminal,
  )
  return exitCode(files, request.check === true)
}

/** From the standard input to the standard output, for editors. */
async function formatInput(request: FormatRequest, terminal: Terminal): Promise<number> {
  if (request.paths.length > 1)
    throw new SuiteError('stdin-with-paths', 'The standard input (-) cannot be formatted along with files.')
  const name = request.stdinFile ?? 'stdin.hil'
  const formatted = formatFile(
    name,
    terminal.stdin === undefined ? Buffer.alloc(0) : await buffer(terminal.stdin),
  )
  if (request.check || request.diff) showChanges([formatted], request, terminal)
  else terminal.stdout.write(formatted.text)
  printProblems(formatted.problems, terminal)
  return exitCode([formatted], request.check === true)
}

function formatFile(file: string, bytes: Uint8Array): FormattedFile {
  const { text: source, diagnostics: unreadable } = decodeSource(bytes)
  if (unreadable.length > 0) {
    const problems = locate(file, source, unreadable)
    return { file, source, text: source, changed: false, problems }
  }
  const { text, diagnostics, refused } = formatText(source, kindOfPath(file))
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const problems = [...locate(file, source, errors), ...(refused ? [refusal(file, source)] : [])]
  const changed = !refused && !Buffer.from(text).equals(bytes)
  return { file, source, text, changed, problems }
}

function refusal(file: string, source: string): Problem {
  return {
    code: 'format-refused',
    severity: 'error',
    ...{ file, line: 1, column: 1, endColumn: 2, excerpt: source.split('\n')[0] ?? '' },
    message: 'Another layout would change what this file says, so it was left as it is.',
    hint: 'This is a mistake of hil format: please report it, with the file if you can.',
  }
}

function showChanges(files: readonly FormattedFile[], request: FormatRequest, terminal: Terminal): void {
  const { stdout, env } = terminal
  const chalk = new Chalk({ level: coloured(stdout, env) })
  const changed = files.filter((file) => file.changed)
  if (request.diff) for (const file of changed) stdout.write(diffOf(file, chalk))
  else for (const { file } of changed) stdout.write(`${shownPath(file)}\n`)
  const verb = request.check || request.diff ? 'would change' : 'changed'
  const verdict = `${changed.length} of ${files.length} file${files.length === 1 ? '' : 's'} ${verb}`
  terminal.stderr.write(`${verdict}\n`)
}

function diffOf({ file, source, text }: FormattedFile, chalk: InstanceType<typeof Chalk>): string {
  const lines = unifiedDiff(source.split('\n'), text.split('\n')).slice(2)
  const coloured = lines.map((line) =>
    line.startsWith('-') ? chalk.red(line) : line.startsWith('+') ? chalk.green(line) : line,
  )
  const name = shownPath(file).replaceAll('\\', '/')
  const visible = lines.length > 0 ? coloured : ['(only line ends, a byte order mark or the end of the file)']
  return [`--- a/${name}`, `+++ b/${name}`, ...visible, ''].join('\n')
}

function exitCode(files: readonly FormattedFile[], check: boolean): number {
  if (files.some(({ problems }) => problems.length > 0)) return EXIT.usage
  return check && files.some(({ changed }) => changed) ? EXIT.failed : EXIT.passed
}
