import { bindSuite } from '../../keywords/binding/bind-suite.ts'
import type { BoundSuite } from '../../keywords/binding/bound-suite.ts'
import { SilenceCount } from '../../keywords/checking/silence-count.ts'
import { readSource } from '../../keywords/imports/read-file.ts'
import { standardCatalogue } from '../../keywords/libraries/standard.ts'
import { type KeywordUse, unusedInResources } from '../../keywords/lints/lint-run.ts'
import { interfacesOfRun } from '../../playwright/bench/third-party-interfaces.ts'
import type { BenchDescription } from '../../runtime/connection.ts'
import type { Problem } from '../../runtime/problem.ts'
import { projectSurroundings } from '../project-surroundings.ts'
import { BenchCheck, nearestBench } from './bench-problems.ts'
import { type CheckPlan, planCheck } from './check-plan.ts'
import type { CheckResult } from './check-result.ts'
import { FileCheck, type FileProblems, type Findings } from './file-check.ts'
import { startHelpers, takeTurns } from './helper-threads.ts'

/** What to check. */
export interface CheckRequest {
  readonly paths: readonly string[]
  readonly benchFile: string | undefined
  /** True to find also what stops nothing: unused keywords, deprecated words and the like. */
  readonly lint?: boolean
}

/** What to check of suites for a run. */
export interface RunCheck extends CheckRequest {
  /** The bench of an exporter, which takes the place of the file. */
  readonly description: BenchDescription | undefined
  /** The `board` selector of the configuration. */
  readonly board: string
  /** Binds a suite; whoever asks keeps it. */
  readonly bind: (file: string) => BoundSuite
}

/** Hears how many of the files have been checked. */
export type Progress = (done: number, all: number) => void

/** Every problem of suites and bench, without opening a device. Throws a SuiteError for paths that do not exist. */
export function findProblems(request: CheckRequest | RunCheck): CheckResult {
  const plan = planOf(request)
  const share = new Share(plan, 'bind' in request ? request : undefined)
  share.check(plan.suites.keys())
  return share.end(request.paths.length === 0, [])
}

/** The same for many files, by as many threads as are worth it. */
export async function findProblemsTogether(request: CheckRequest, progress: Progress): Promise<CheckResult> {
  const plan = planOf(request)
  const helpers = startHelpers(plan)
  const share = new Share(plan)
  share.check(takeTurns(helpers.turns, plan.suites.length), progress)
  const others = await helpers.findings
  return others === undefined ? findProblems(request) : share.end(request.paths.length === 0, others)
}

/** What one helper finds, as long as there is a turn to take. */
export function checkShare(plan: CheckPlan, turns: Iterable<number>): Findings {
  const share = new Share(plan)
  share.check(turns)
  return share.findings
}

function planOf({ paths, benchFile, lint = false }: CheckRequest): CheckPlan {
  return planCheck(paths, { benchFile, lint })
}

/** The part of a check that one thread does. */
class Share {
  readonly #plan: CheckPlan
  readonly #bench: BenchCheck
  readonly #check: FileCheck
  readonly #bind: (file: string) => BoundSuite

  constructor(plan: CheckPlan, run?: RunCheck) {
    this.#plan = plan
    const { benchFile, folder } = plan
    this.#bench = new BenchCheck({
      ...{ benchFile, folder, board: run?.board ?? '', description: run?.description },
    })
    this.#check = new FileCheck(this.#bench, plan.lint)
    this.#bind = run?.bind ?? bindWithStandardKeywords(benchFile ?? nearestBench(process.cwd()))
  }

  get findings(): Findings {
    return this.#check.findings
  }

  check(turns: Iterable<number>, progress?: Progress): void {
    const { suites } = this.#plan
    for (const index of turns) {
      progress?.(index, suites.length)
      this.#check.suite(this.#bind(suites[index] as string), index)
    }
  }

  /** All that this share and the others found, and what only shows when every suite was seen. */
  end(withBench: boolean, others: readonly Findings[]): CheckResult {
    const { suites, shared, lint } = this.#plan
    const seen = new Set([this.findings, ...others].flatMap((found) => [...found.seen]))
    const unseen = lint ? shared.filter((file) => !seen.has(file)) : []
    for (const [index, file] of unseen.entries())
      this.#check.sharedFile(this.#bind(file), suites.length + index)
    const all = [this.findings, ...others]
    const problems = [
      ...inOrder(all.flatMap((found) => found.suites)).flatMap((found) => found.problems),
      ...(withBench ? this.#bench.file() : []),
      ...(lint ? warningsOfAll(all, shared) : []),
    ]
    const tests = all.reduce((sum, found) => sum + found.tests, 0)
    return { problems: toldOnce(problems), files: suites.length + unseen.length, tests }
  }
}

/** Warnings of resource files, and what is to be said of silences when every suite was seen. */
function warningsOfAll(all: readonly Findings[], shared: readonly string[]): Problem[] {
  const silences = new SilenceCount()
  for (const found of all) silences.merge(found.silences)
  const resources = new Map<string, readonly Problem[]>()
  for (const { file, problems } of inOrder(all.flatMap((found) => found.resources)))
    if (!resources.has(file)) resources.set(file, problems)
  const checked = shared.filter((file) => resources.has(file)).map(readSource)
  const unused = unusedInResources(checked, useOfAll(all), silences)
  return [...[...resources.values()].flat(), ...unused, ...silences.remarks()]
}

function useOfAll(all: readonly Findings[]): KeywordUse {
  return {
    used: new Set(all.flatMap(({ keywords }) => [...keywords.used])),
    isDynamic: all.some(({ keywords }) => keywords.isDynamic),
  }
}

function inOrder(found: readonly FileProblems[]): FileProblems[] {
  return [...found].sort((a, b) => a.index - b.index)
}

function bindWithStandardKeywords(benchFile = 'bench.yaml'): (file: string) => BoundSuite {
  const catalogue = standardCatalogue(interfacesOfRun(benchFile))
  const surroundings = projectSurroundings()
  return (file) => bindSuite(file, catalogue, surroundings)
}

/** Problems without repetition: resource files are bound with each suite that imports them, suites once a bench. */
export function toldOnce(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>()
  return problems.filter((problem) => {
    const { code, message, file, line, column } = problem
    const key = code === 'bench-missing' ? message : `${file}:${line}:${column}:${code}`
    return !seen.has(key) && seen.add(key)
  })
}
