import type { FullConfig, FullResult, Suite, TestCase, TestError } from '@playwright/test/reporter'
import { didNotRunReason, isFailFastNotice } from './model/did-not-run.ts'
import { createFailure, type Failure } from './model/failure.ts'
import { runEndFailure } from './model/run-end.ts'
import { relativeFile, suiteFileOf } from './model/suite-file.ts'
import { suiteNameOf } from './model/suite-name.ts'
import { createRunTest, type RunTest, type TestContext } from './model/test-entry.ts'
import { uniqueName } from './model/unique-name.ts'

/** One run as every report shows it: what each test did, and what went wrong beside the tests. */
export interface Run {
  /** When the run began, ISO 8601. */
  readonly dateTime: string
  /** Milliseconds. */
  readonly duration: number
  readonly status: FullResult['status']
  /** The names of the configured projects. */
  readonly projects: readonly string[]
  readonly suites: readonly RunSuite[]
  /** What failed beside the tests: a file that does not load, a global set-up, a run cut short. */
  readonly errors: readonly Failure[]
}

/** The tests of one file in one project. */
export interface RunSuite {
  /** The file's name as a title, in Robot Framework's way: `gpio_and_led.hil` is `Gpio And Led`. */
  readonly name: string
  /** Relative to the run's root, with forward slashes; of a `.hil` suite the `.hil` file itself. */
  readonly file: string
  /** Empty where the configuration names no projects. */
  readonly project: string
  /** When its first test began, ISO 8601; the run's own start where none did. */
  readonly dateTime: string
  /** Milliseconds, all attempts of all tests. */
  readonly duration: number
  readonly stats: SuiteStats
  readonly tests: readonly RunTest[]
}

/** How many tests a suite has, and what became of them: `tests = ran + skipped`, `ran = passed + failed`. */
interface SuiteStats {
  readonly tests: number
  readonly ran: number
  readonly skipped: number
  readonly passed: number
  readonly failed: number
}

/** What a reporter has received from Playwright when the run ends. */
export interface ReceivedRun {
  readonly config: FullConfig
  readonly suite: Suite
  readonly result: FullResult
  readonly errors: readonly TestError[]
  /** The folder that files are named relative to. */
  readonly root: string
}

/** Builds the run model from what Playwright's reporter callbacks delivered. */
export function createRunModel(received: ReceivedRun): Run {
  const { config, result, root } = received
  const dateTime = result.startTime.toISOString()
  const context = { root, result, reason: didNotRunReason(received) }
  const suites = groupByFile(received).map((group) => createSuite(group, context))
  const errors = received.errors
    .filter((error) => !isFailFastNotice(error))
    .map((error) => createFailure(error, root))
  const isGreen = errors.length === 0 && suites.every(({ stats }) => stats.failed === 0)
  return {
    dateTime,
    duration: Math.round(result.duration),
    status: result.status,
    projects: config.projects.map(({ name }) => name),
    suites,
    errors: isGreen ? runEndFailure(result.status) : errors,
  }
}

interface FileGroup {
  readonly file: string
  readonly project: string
  readonly tests: TestCase[]
}

/** Groups by the file that holds the tests: the stub through which Playwright loads a `.hil` file is not one. */
function groupByFile({ suite, root }: ReceivedRun): FileGroup[] {
  const groups = new Map<string, FileGroup>()
  for (const projectSuite of suite.suites) {
    for (const test of projectSuite.allTests()) {
      const file = relativeFile(suiteFileOf(test), root)
      const key = `${projectSuite.title}\0${file}`
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { file, project: projectSuite.title, tests: [test] })
      else group.tests.push(test)
    }
  }
  return [...groups.values()]
}

function createSuite({ file, project, tests: cases }: FileGroup, context: TestContext): RunSuite {
  const taken = new Set<string>()
  const tests = cases.map((test) => createRunTest(test, uniqueName(test, taken), context))
  const starts = tests.flatMap(({ attempts }) => attempts.map(({ startTime }) => startTime))
  return {
    name: suiteNameOf(file),
    file,
    project,
    dateTime: starts.sort()[0] ?? context.result.startTime.toISOString(),
    duration: tests.reduce((sum, test) => sum + test.duration, 0),
    stats: countTests(tests),
    tests,
  }
}

function countTests(tests: readonly RunTest[]): SuiteStats {
  const passed = tests.filter(({ status }) => status === 'passed').length
  const failed = tests.filter(({ status }) => status === 'failed').length
  const ran = passed + failed
  return { tests: tests.length, ran, skipped: tests.length - ran, passed, failed }
}
