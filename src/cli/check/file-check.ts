import type { BoundSuite } from '../../keywords/binding/bound-suite.ts'
import { SilenceCount, type SilenceUse } from '../../keywords/checking/silence-count.ts'
import { type KeywordUse, LintRun } from '../../keywords/lints/lint-run.ts'
import type { Problem } from '../../runtime/problem.ts'
import type { BenchCheck } from './bench-problems.ts'

/** Problems of one file, and the place in the check of the suite that led to them. */
export interface FileProblems {
  readonly index: number
  readonly file: string
  readonly problems: readonly Problem[]
}

/** What was found in a share of the files: plain data, which can cross from one thread to another. */
export interface Findings {
  tests: number
  readonly suites: FileProblems[]
  /** The warnings of each resource file, found with the first suite of the share that imports it. */
  readonly resources: FileProblems[]
  /** All files that the suites led to. */
  readonly seen: Set<string>
  readonly keywords: KeywordUse
  readonly silences: SilenceUse
}

/** Gathers the problems of one file after the other, and lets go of what was bound. */
export class FileCheck {
  readonly findings: Findings
  readonly #bench: BenchCheck
  readonly #lint: boolean
  readonly #lints = new LintRun()
  readonly #silences = new SilenceCount()

  constructor(bench: BenchCheck, lint: boolean) {
    this.#bench = bench
    this.#lint = lint
    const [keywords, silences] = [this.#lints.use, this.#silences.use]
    this.findings = { tests: 0, suites: [], resources: [], seen: new Set(), keywords, silences }
  }

  suite(suite: BoundSuite, index: number): void {
    const needs = suite.sources.silences.filter(this.#bench.check(suite))
    this.findings.tests += suite.tests.length
    this.#add(suite, index, [...suite.diagnostics, ...needs])
  }

  /** A resource or `__init__` file that no suite led to. */
  sharedFile(suite: BoundSuite, index: number): void {
    this.#add(suite, index, suite.diagnostics)
  }

  #add({ file, sources }: BoundSuite, index: number, problems: readonly Problem[]): void {
    const { silences } = sources
    const lints = this.#lint ? this.#lints.suite(sources) : undefined
    const own = [...problems, ...silences.filter(lints?.suite ?? [])]
    if (own.length > 0) this.findings.suites.push({ index, file, problems: own })
    for (const [resource, warnings] of lints?.resources ?? [])
      this.findings.resources.push({ index, file: resource, problems: silences.filter(warnings) })
    for (const { path } of sources.files) this.findings.seen.add(path)
    this.#silences.add(silences)
  }
}
