import { relative } from 'node:path'
import type { TestInfo } from '@playwright/test'
import { bindSuite } from '../../keywords/binding/bind-suite.ts'
import type { BoundSuite } from '../../keywords/binding/bound-suite.ts'
import type { Catalogue } from '../../keywords/catalogue/catalogue.ts'
import type { ImportSurroundings } from '../../keywords/imports/import-surroundings.ts'
import { RunState } from '../../keywords/interpreter/run-state.ts'
import type { TestProgram } from '../../keywords/test-run/test-program.ts'
import { parseSelector } from '../../runtime/bench/selector.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { formatProblems } from '../../runtime/problem.ts'
import { openRecord } from '../../runtime/record/recorder.ts'
import { baseTest } from '../base-test.ts'
import { HeldDevices } from '../bench/held-devices.ts'
import type { WorkerBench } from '../bench/worker-bench.ts'
import { tagSelection } from '../config/environment.ts'
import { isInitPath } from '../config/find-suites.ts'
import { directoriesOver } from './directory-run.ts'
import { type SuiteTests, suiteRunOf, suiteTest } from './hil-test.ts'
import { StepListener } from './step-listener.ts'
import type { PlacedCall, SuiteCompiler } from './suite-module.ts'

/** Binds suites before Playwright loads them. */
export interface SuiteBinder {
  /** Binds a suite and keeps it for the first time that it is compiled. */
  bindAhead(file: string): BoundSuite
}

/** Makes the modules of suites: one call of Playwright's `test` for each test, where the test stands. */
export function createSuiteCompiler(
  catalogue: () => Catalogue,
  surroundings: () => ImportSurroundings,
): SuiteCompiler & SuiteBinder {
  const suites = new Map<string, BoundSuite>()
  const ahead = new Map<string, BoundSuite>()
  return {
    bindAhead: (file) => {
      const suite = bindSuite(file, catalogue(), surroundings())
      ahead.set(file, suite)
      return suite
    },
    compile: (file) => {
      const suite = ahead.get(file) ?? bindSuite(file, catalogue(), surroundings())
      ahead.delete(file) // loaded again, it may have changed
      suites.set(file, suite)
      refuseErrors(suite)
      return placeCalls(suite)
    },
    api: (file) => suiteApi(suites.get(file) as BoundSuite),
  }
}

/** Stops Playwright from loading a suite with mistakes; every one is told. */
function refuseErrors(suite: BoundSuite): void {
  const errors = suite.diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
  if (errors.length === 0) return
  const text = formatProblems(errors, (file) => relative(process.cwd(), file))
  throw new SuiteError('suite-invalid', `The suite cannot run.\n\n${text}`)
}

function placeCalls(suite: BoundSuite): PlacedCall[] {
  const selection = tagSelection()
  const calls = suite.tests.flatMap((test, index): PlacedCall[] => {
    if (!selection.includes(test.tags)) return []
    const { line, column } = test.place
    const details =
      test.tags.length === 0 ? '' : `{ tag: ${JSON.stringify(test.tags.map((tag) => `@${tag}`))} }, `
    const call = `test(${JSON.stringify(test.name)}, ${details}bodies[${index}])`
    return [{ line, column, code: retried(test, call) }]
  })
  const last = { line: suite.teardownLine, column: 1, code: 'afterAll(end)' }
  const isFree =
    suite.interfaces.size === 0 && [suite, ...suite.parents].every((one) => one.teardown === undefined)
  return isFree ? calls : [...calls, last]
}

/** `[Retry]    3` is Playwright's own: each attempt is a result of its own, and one that passes late is flaky. */
function retried({ retry }: TestProgram, call: string): string {
  if (retry === undefined || !('count' in retry)) return call
  return `test.describe(() => { test.describe.configure({ retries: ${retry.count} }); ${call} })`
}

function suiteApi(suite: BoundSuite) {
  const bodies = suite.tests.map(
    (_test, index) =>
      ({ hil }: { hil: SuiteTests }) =>
        hil.run(suite, index),
  )
  const end = async ({ workerBench }: { workerBench: WorkerBench }) =>
    endSuite(suite, workerBench, suiteTest.info())
  return { test: suiteTest, afterAll: suiteTest.afterAll, bodies, end }
}

/** After the last test of the suite in this worker: tears the suite down unless it goes on in another worker. */
async function endSuite(suite: BoundSuite, bench: WorkerBench, info: TestInfo): Promise<void> {
  const suiteRun = suiteRunOf(suite, info)
  if (!suiteRun.isOver) {
    bench.keepHolds()
    return
  }
  try {
    if (suite.teardown !== undefined) await tearDown(suite, bench, info)
  } finally {
    await suiteRun.end().finally(() => bench.releaseFile(suiteRun.key))
    for (const parent of directoriesOver(suite, info, suiteRun.isStopping))
      await tearDownDirectory(parent, { bench, info, board: suiteRun.board })
  }
}

/** With devices of its own, which it gives back afterwards. */
async function tearDownDirectory(
  parent: BoundSuite,
  { bench, info, board }: { bench: WorkerBench; info: TestInfo; board: string },
): Promise<void> {
  const { key } = suiteRunOf(parent, info)
  const needs = parent.selectors.length > 0 || parent.interfaces.size > 0
  const wanted = parent.selectors.length > 0 ? parent.selectors.map(parseSelector) : undefined
  try {
    if (needs) await bench.holdForFile({ key, wanted: wanted ?? (await bench.wanted(board)) })
    await tearDown(parent, bench, info)
  } finally {
    await bench.releaseFile(key)
  }
}

/** Directories have records beside that of the suite which was the last. */
function recordName({ name, file }: BoundSuite): string {
  return isInitPath(file) ? `directory-teardown-${name.replace(/\W+/g, '-')}` : 'suite-teardown'
}

async function tearDown(suite: BoundSuite, bench: WorkerBench, info: TestInfo): Promise<void> {
  const suiteRun = suiteRunOf(suite, info)
  await using recorder = openRecord(info.outputPath(recordName(suite)))
  const client = await bench.connected()
  client?.startRecording(recorder)
  const devices = (client?.heldDevices ?? [])
    .map((name) => client?.device(name))
    .filter((device) => device !== undefined)
  const run = new RunState(
    new StepListener(baseTest.step, recorder),
    new HeldDevices(devices, () => Promise.resolve([])),
    suiteRun.running,
  )
  const location = { file: suite.file, line: suite.teardownLine, column: 1 }
  try {
    await baseTest.step('Suite Teardown', () => suiteRun.tearDown(run), { location })
  } finally {
    client?.stopRecording()
  }
}
