import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { bindSuite } from '../../keywords/binding/bind-suite.ts'
import type { BoundSuite } from '../../keywords/binding/bound-suite.ts'
import { SilenceCount } from '../../keywords/checking/silence-count.ts'
import { standardCatalogue } from '../../keywords/libraries/standard.ts'
import { LintRun } from '../../keywords/lints/lint-run.ts'
import { interfacesOfRun } from '../../playwright/bench/third-party-interfaces.ts'
import { findFiles, findSuites, isSharedPath, isSuitePath } from '../../playwright/config/find-suites.ts'
import type { BenchDescription } from '../../runtime/connection.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { Problem } from '../../runtime/problem.ts'
import { projectSurroundings } from '../project-surroundings.ts'
import { BenchCheck, nearestBench } from './bench-problems.ts'
import type { CheckResult } from './check-result.ts'

/** What to check. */
export interface CheckRequest {
  readonly paths: readonly string[]
  readonly benchFile: string | undefined
  /** The bench of an exporter, which takes the place of the file. */
  readonly description?: BenchDescription | undefined
  /** The `board` selector of the configuration. */
  readonly board?: string
  /** Binds a suite, if whoever asks wants to keep it. */
  readonly bind?: (file: string) => BoundSuite
  /** True to find also what stops nothing: unused keywords, deprecated words and the like. */
  readonly lint?: boolean
}

/** Hears how many of the files have been checked. */
export type Progress = (done: number, all: number) => void

/** Every problem of suites and bench, without opening a device. Throws a SuiteError for paths that do not exist. */
export function findProblems(request: CheckRequest, progress?: Progress): CheckResult {
  const { paths, benchFile, description, board = '', lint = false } = request
  const bind = request.bind ?? bindWithStandardKeywords(benchFile ?? nearestBench(process.cwd()))
  const { suites, shared } = filesOf(paths.length === 0 ? ['.'] : paths)
  const check = new FileCheck(new BenchCheck({ benchFile, description, board }), lint)
  let tests = 0
  for (const [index, file] of suites.entries()) {
    progress?.(index, suites.length)
    const suite = bind(file)
    tests += suite.tests.length
    check.suite(suite)
  }
  const unseen = lint ? shared.filter((file) => !check.seen.has(file)) : []
  for (const file of unseen) check.sharedFile(bind(file))
  if (paths.length === 0) check.bench()
  return { problems: toldOnce(check.end(shared)), files: suites.length + unseen.length, tests }
}

/** Gathers the problems of one file after the other, and lets go of what was bound. */
class FileCheck {
  readonly seen = new Set<string>()
  readonly #bench: BenchCheck
  readonly #lints: LintRun | undefined
  readonly #silences = new SilenceCount()
  readonly #problems: Problem[] = []

  constructor(bench: BenchCheck, lint: boolean) {
    this.#bench = bench
    this.#lints = lint ? new LintRun() : undefined
  }

  suite(suite: BoundSuite): void {
    const { silences } = suite.sources
    this.#problems.push(...suite.diagnostics, ...silences.filter(this.#bench.check(suite)))
    this.#lint(suite)
  }

  /** The bench file, where no suite has asked for it: a bench is put together before there are suites. */
  bench(): void {
    this.#problems.push(...this.#bench.file(process.cwd()))
  }

  /** A resource or `__init__` file that no suite led to. */
  sharedFile(suite: BoundSuite): void {
    this.#problems.push(...suite.diagnostics)
    this.#lint(suite)
  }

  /** All problems; `checked` are the files that suites share and that the check was asked about. */
  end(checked: readonly string[]): readonly Problem[] {
    if (this.#lints === undefined) return this.#problems
    const last = this.#lints.unusedInResources(new Set(checked), this.#silences)
    return [...this.#problems, ...last, ...this.#silences.remarks()]
  }

  #lint(suite: BoundSuite): void {
    for (const { path } of suite.sources.files) this.seen.add(path)
    if (this.#lints === undefined) return
    const { silences } = suite.sources
    this.#problems.push(...silences.filter(this.#lints.suite(suite.sources)))
    this.#silences.add(silences)
  }
}

function bindWithStandardKeywords(benchFile = 'bench.yaml'): (file: string) => BoundSuite {
  const catalogue = standardCatalogue(interfacesOfRun(benchFile))
  const surroundings = projectSurroundings()
  return (file) => bindSuite(file, catalogue, surroundings)
}

function filesOf(paths: readonly string[]): { suites: string[]; shared: string[] } {
  const suites = new Set<string>()
  const shared = new Set<string>()
  for (const path of paths) {
    const full = resolve(path)
    const stats = statSync(full, { throwIfNoEntry: false })
    if (stats === undefined) throw new SuiteError('path-missing', `There is no file or folder "${path}".`)
    const found = stats.isDirectory() ? findSuites(full) : isSuitePath(full) ? [full] : []
    const common = stats.isDirectory() ? findFiles(full, isSharedPath) : isSharedPath(full) ? [full] : []
    for (const file of found) suites.add(file)
    for (const file of common) shared.add(file)
  }
  return { suites: [...suites], shared: [...shared] }
}

/** Problems without repetition: resource files are bound with each suite that imports them, suites once a bench. */
export function toldOnce(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>()
  return problems.filter((problem) => {
    const key = `${problem.file}:${problem.line}:${problem.column}:${problem.code}`
    return !seen.has(key) && seen.add(key)
  })
}
