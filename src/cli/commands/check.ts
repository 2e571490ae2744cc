import { existsSync, statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { Chalk } from 'chalk'
import { builtInRegistry } from '../../builtin.ts'
import { type BoundSuite, bindSuite } from '../../keywords/binding/bind-suite.ts'
import type { Catalogue } from '../../keywords/catalogue/catalogue.ts'
import { checkAgainstBench } from '../../keywords/checking/check-bench.ts'
import { standardCatalogue } from '../../keywords/libraries/standard.ts'
import { findSuites, isSuitePath } from '../../playwright/config/find-suites.ts'
import { readBench } from '../../runtime/bench/bench-file.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { formatProblems, type Problem } from '../../runtime/problem.ts'
import { describeBench } from '../../runtime/session/abilities.ts'
import { coloured } from '../colour.ts'
import { EXIT } from '../exit-codes.ts'
import { showProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

/** What to check. */
export interface CheckRequest {
  readonly paths: readonly string[]
  readonly benchFile: string | undefined
  /** The `board` selector of the configuration. */
  readonly board?: string
  /** Binds a suite, if whoever asks wants to keep it. */
  readonly bind?: (file: string) => BoundSuite
}

/** Hears how many of the files have been checked. */
export type Progress = (done: number, all: number) => void

/** What a check found. */
export interface CheckResult {
  readonly problems: readonly Problem[]
  readonly files: number
  readonly tests: number
}

/** Checks suites and the bench file, prints every problem, and returns the exit code. */
export async function checkSuites(request: CheckRequest, terminal: Terminal): Promise<number> {
  const result = findProblems(request, showProgress(terminal))
  printProblems(result.problems, terminal)
  const errors = result.problems.filter((problem) => problem.severity === 'error').length
  const chalk = new Chalk({ level: coloured(terminal.stdout, terminal.env) })
  const scope = `${count(result.tests, 'test')} in ${count(result.files, 'file')}`
  const verdict =
    errors === 0
      ? chalk.green(`no mistakes in ${scope}`)
      : chalk.red(`${count(errors, 'mistake')} in ${scope}`)
  terminal.stdout.write(`${verdict}\n`)
  return errors === 0 ? EXIT.passed : EXIT.usage
}

/** Every problem of suites and bench, without opening a device. Throws a SuiteError for paths that do not exist. */
export function findProblems(request: CheckRequest, progress?: Progress): CheckResult {
  const { paths, benchFile, board = '', bind = withCatalogue(standardCatalogue()) } = request
  const files = suiteFiles(paths.length === 0 ? ['.'] : paths)
  const suites = files.map((file, index) => {
    progress?.(index, files.length)
    return bind(file)
  })
  const own = suites.flatMap((suite) => suite.diagnostics)
  const tests = suites.reduce((sum, suite) => sum + suite.tests.length, 0)
  return {
    problems: toldOnce([...own, ...benchProblems(suites, benchFile, board)]),
    files: files.length,
    tests,
  }
}

function withCatalogue(catalogue: Catalogue): (file: string) => BoundSuite {
  return (file) => bindSuite(file, catalogue)
}

/** Writes problems to the terminal. */
export function printProblems(problems: readonly Problem[], { stderr, env }: Terminal): void {
  if (problems.length === 0) return
  const chalk = new Chalk({ level: coloured(stderr, env) })
  const blocks = problems.map((problem) => {
    const text = formatProblems([problem], (file) => relative(process.cwd(), file))
    const end = text.indexOf('\n')
    const head = end === -1 ? text : text.slice(0, end)
    return (
      chalk.bold(problem.severity === 'error' ? chalk.red(head) : chalk.yellow(head)) +
      text.slice(head.length)
    )
  })
  stderr.write(`${blocks.join('\n\n')}\n\n`)
}

function benchProblems(
  suites: readonly BoundSuite[],
  named: string | undefined,
  board: string,
): readonly Problem[] {
  const needsBench = suites.some((suite) => suite.interfaces.size > 0 || suite.selectors.length > 0)
  const file = named ?? nearestBench(suites)
  if (file === undefined || !existsSync(file)) {
    if (named === undefined && !needsBench) return []
    return needsBench || named !== undefined ? [missingBench(file ?? 'bench.yaml', suites)] : []
  }
  const { bench, problems } = readBench(file, builtInRegistry())
  return bench === undefined
    ? problems
    : suites.flatMap((suite) => checkAgainstBench(suite, describeBench(bench), board))
}

/** The bench file beside the suites, or in a folder above them. */
function nearestBench(suites: readonly BoundSuite[]): string | undefined {
  const start = suites[0] === undefined ? process.cwd() : dirname(suites[0].file)
  for (let folder = start; ; folder = dirname(folder)) {
    const file = resolve(folder, 'bench.yaml')
    if (existsSync(file)) return file
    if (folder === dirname(folder)) return undefined
  }
}

function missingBench(file: string, suites: readonly BoundSuite[]): Problem {
  const user = suites.find((suite) => suite.interfaces.size > 0 || suite.selectors.length > 0)
  const place = { file: user?.file ?? file, line: user?.tests[0]?.place.line ?? 1, column: 1, endColumn: 2 }
  const hint =
    'Describe the bench in a file bench.yaml beside the configuration, or name it: hil check --bench FILE\nA first one is made by: hil init'
  const message = `The suite needs a device, and there is no bench file ${file}.`
  return {
    code: 'bench-missing',
    severity: 'error',
    ...place,
    message,
    hint,
    excerpt: user?.tests[0]?.name ?? '',
  }
}

function suiteFiles(paths: readonly string[]): string[] {
  const files = paths.flatMap((path) => {
    const full = resolve(path)
    const stats = statSync(full, { throwIfNoEntry: false })
    if (stats === undefined) throw new SuiteError('path-missing', `There is no file or folder "${path}".`)
    if (stats.isDirectory()) return findSuites(full)
    return isSuitePath(full) ? [full] : []
  })
  return [...new Set(files)]
}

/** Problems without repetition: resource files are bound with each suite that imports them, suites once a bench. */
export function toldOnce(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>()
  return problems.filter((problem) => {
    const key = `${problem.file}:${problem.line}:${problem.column}:${problem.code}`
    return !seen.has(key) && seen.add(key)
  })
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
