import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { builtInRegistry } from '../../builtin.ts'
import type { BoundSuite } from '../../keywords/binding/bound-suite.ts'
import { checkAgainstBench } from '../../keywords/checking/check-bench.ts'
import { placeOfNeed } from '../../keywords/checking/need-place.ts'
import { readBench } from '../../runtime/bench/bench-file.ts'
import type { BenchDescription } from '../../runtime/connection.ts'
import type { Problem } from '../../runtime/problem.ts'
import { describeBench } from '../../runtime/session/abilities.ts'

/** Which bench suites are checked against. */
export interface BenchChoice {
  /** The bench file, if it was named. */
  readonly benchFile: string | undefined
  /** The bench of an exporter, which takes the place of a file. */
  readonly description?: BenchDescription | undefined
  /** The `board` selector of the configuration. */
  readonly board: string
}

/** Checks suites against the bench, one at a time; the bench file is read when the first suite comes. */
export class BenchCheck {
  readonly #choice: BenchChoice
  #bench: BenchDescription | undefined
  #missing: string | undefined
  #known = false

  constructor(choice: BenchChoice) {
    this.#choice = choice
    this.#bench = choice.description
    this.#known = choice.description !== undefined
  }

  /** What the bench lacks for a suite; with the first suite also what is wrong with the bench file. */
  check(suite: BoundSuite): readonly Problem[] {
    const own = this.file(dirname(suite.file))
    if (this.#bench !== undefined)
      return [...own, ...checkAgainstBench(suite, this.#bench, this.#choice.board)]
    const needsBench = suite.interfaces.size > 0 || suite.selectors.length > 0
    if (this.#missing === undefined || !(needsBench || this.#choice.benchFile !== undefined)) return own
    const problem = missingBench(this.#missing, suite)
    this.#missing = undefined // said once
    return [...own, problem]
  }

  /** What is wrong with the bench file, the one nearest to a folder if none was named; once. */
  file(folder: string): readonly Problem[] {
    if (this.#known) return []
    this.#known = true
    const file = this.#choice.benchFile ?? nearestBench(folder)
    if (file === undefined || !existsSync(file)) {
      this.#missing = file ?? 'bench.yaml'
      return []
    }
    const { bench, problems } = readBench(file, builtInRegistry())
    if (bench === undefined) return problems
    this.#bench = describeBench(bench)
    return []
  }
}

/** The bench file beside the suites, or in a folder above them. */
export function nearestBench(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const file = resolve(folder, 'bench.yaml')
    if (existsSync(file)) return file
    if (folder === dirname(folder)) return undefined
  }
}

function missingBench(file: string, suite: BoundSuite): Problem {
  const hint =
    'Describe the bench in a file bench.yaml beside the configuration, or name it: hil check --bench FILE\nA first one is made by: hil init'
  const message = `The suite needs a device, and there is no bench file ${file}.`
  return { code: 'bench-missing', severity: 'error', ...placeOfNeed(suite), message, hint }
}
