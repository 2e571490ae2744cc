import type { TestInfo, TestType } from '@playwright/test'
import type { BoundSuite } from '../../keywords/binding/bound-suite.ts'
import { StepFailure } from '../../keywords/interpreter/failure.ts'
import { RunState } from '../../keywords/interpreter/run-state.ts'
import { runTest } from '../../keywords/test-run/run-test.ts'
import type { TestEnd } from '../../keywords/test-run/test-end.ts'
import type { TestProgram, TestRun } from '../../keywords/test-run/test-program.ts'
import { parseSelector } from '../../runtime/bench/selector.ts'
import type { HoldRequest } from '../../runtime/connection.ts'
import type { Device } from '../../runtime/device/device.ts'
import { HilError } from '../../runtime/errors.ts'
import { secrets } from '../../runtime/secrets.ts'
import { baseTest } from '../base-test.ts'
import { type BenchTestFixtures, type BenchWorkerFixtures, benchTest } from '../bench/bench-test.ts'
import { HeldDevices } from '../bench/held-devices.ts'
import type { WorkerBench } from '../bench/worker-bench.ts'
import { tagSelection } from '../config/environment.ts'
import { nameOutputFolder } from '../config/output-folder.ts'
import { setUpDirectories } from './directory-run.ts'
import { runRetried } from './retried-test.ts'
import { StepListener } from './step-listener.ts'
import { parentSetupFailed, SuiteRun } from './suite-run.ts'
import { TestRecord } from './test-record.ts'

/** How long a test's teardown may take after the test's own time is over. */
const TEARDOWN_MS = 60_000

/** What the module of a suite runs its tests with. */
export interface SuiteTests {
  /** Runs a test of the suite by its index. */
  run(suite: BoundSuite, index: number): Promise<void>
}

interface SuiteFixtures {
  hil: SuiteTests
}

const suiteRuns = new Map<string, SuiteRun>()

/** Playwright's test function for suites in keyword files. */
export const suiteTest: TestType<SuiteFixtures & BenchTestFixtures, BenchWorkerFixtures> =
  benchTest.extend<SuiteFixtures>({
    hil: [
      async ({ workerBench, board }, use, info) => {
        const test = new SuiteTestRun(workerBench, board, info)
        await use(test)
        await test.end()
      },
      { box: true, timeout: 0 },
    ],
  })

/** One attempt at one test of a suite. */
class SuiteTestRun implements SuiteTests {
  readonly #bench: WorkerBench
  readonly #board: string
  readonly #info: TestInfo
  readonly #record: TestRecord
  readonly #abort = new AbortController()
  #running: Promise<void> | undefined
  #suiteRun: SuiteRun | undefined

  constructor(bench: WorkerBench, board: string, info: TestInfo) {
    this.#bench = bench
    this.#board = board
    this.#info = info
    nameOutputFolder(info)
    this.#record = new TestRecord(info)
  }

  run(suite: BoundSuite, index: number): Promise<void> {
    this.#running = this.#run(suite, index)
    return this.#running
  }

  /** After the test, also after one that was interrupted: then its steps stop and its teardown runs first. */
  async end(): Promise<void> {
    this.#abort.abort(new Error('The test was interrupted.'))
    await this.#running?.catch(() => {})
    await this.#record.end()
    this.#suiteRun?.testEnded(this.#info)
    if (this.#suiteRun?.suite.teardown === undefined && this.#suiteRun?.isOver) await this.#suiteRun.end()
  }

  async #run(suite: BoundSuite, index: number): Promise<void> {
    const test = suite.tests[index]
    if (test === undefined) return
    const selection = tagSelection()
    const skipped = selection.skipReason(test.tags)
    if (skipped !== undefined) baseTest.skip(true, skipped) // before a device is taken
    const timeout = this.#info.timeout === 0 ? Number.POSITIVE_INFINITY : this.#info.timeout
    this.#info.setTimeout(0) // from here on the interpreter keeps the time, so that the teardown always runs
    const listener = new StepListener(baseTest.step, this.#record.recorder)
    const end = await this.#runWithDevices(suite, test, { listener, timeout, selection })
    if (listener.folded > 0) {
      const location = { file: suite.file, line: test.place.line, column: test.place.column }
      const title = `… and ${listener.folded} more steps, all in the record`
      await baseTest.step(title, async () => {}, { location })
    }
    if (end.status === 'skipped') baseTest.skip(true, secrets.mask(end.message))
    if (end.message !== '')
      this.#info.annotations.push({ type: 'message', description: secrets.mask(end.message) })
  }

  async #runWithDevices(
    suite: BoundSuite,
    test: TestProgram,
    { listener, ...given }: Pick<TestRun, 'timeout' | 'selection'> & { readonly listener: StepListener },
  ) {
    const { failed, suiteRun } = await this.#begin(suite, listener)
    if (failed !== '') throw new StepFailure(new Error(parentSetupFailed(failed)))
    const devices = await this.#devices(suite, suiteRun.key).catch((error) => {
      throw notTaken(error, test)
    })
    const lacking = devices.lacking(test.requires ?? [])
    if (lacking.length > 0) return { status: 'skipped' as const, message: lackingText(lacking) }
    const run = new RunState(listener, devices, suiteRun.running)
    return this.#runIn(suiteRun, test, { run, ...given })
  }

  /** Sets the directories up, and takes up the run of the suite, which knows their variables; also after a failure. */
  async #begin(suite: BoundSuite, listener: StepListener): Promise<{ failed: string; suiteRun: SuiteRun }> {
    let failed = ''
    try {
      failed = await this.#setUpDirectories(suite, listener)
    } finally {
      this.#suiteRun = suiteRunOf(suite, this.#info)
      this.#suiteRun.board = this.#board
    }
    return { failed, suiteRun: this.#suiteRun }
  }

  /** Before the suite takes its devices: a directory has them only while its setup runs. */
  #setUpDirectories(suite: BoundSuite, listener: StepListener): Promise<string> {
    const { signal } = this.#abort
    return setUpDirectories(suite.parents, this.#info, {
      signal,
      setUp: async (parent) => {
        const parentRun = suiteRunOf(parent, this.#info)
        const devices = await this.#devices(parent, parentRun.key)
        try {
          return await parentRun.setUp(new RunState(listener, devices, parentRun.running), signal)
        } finally {
          await this.#bench.releaseFile(parentRun.key)
        }
      },
    })
  }

  async #runIn(
    suiteRun: SuiteRun,
    test: TestProgram,
    given: Pick<TestRun, 'run' | 'timeout' | 'selection'>,
  ): Promise<Exclude<TestEnd, { status: 'failed' }>> {
    const { signal } = this.#abort
    const setupFailure = await suiteRun.setUp(given.run, signal)
    const { stopped } = suiteRun.running
    if (stopped !== undefined)
      throw new StepFailure(new Error('Test execution stopped due to a fatal error.'))
    if (setupFailure !== '') throw new StepFailure(new Error(parentSetupFailed(setupFailure)))
    const calls = suiteRun.suite.calls
    const location = { file: test.place.file, line: test.place.line, column: test.place.column }
    const end = await runRetried(test, {
      run: () => {
        const scopes = suiteRun.scopes.enterTest()
        describeTest(test, scopes.test)
        return runTest(test, { ...given, scopes, calls, signal, teardownTimeout: TEARDOWN_MS })
      },
      step: (title, body) => baseTest.step(title, body, { location }),
      annotate: (type, description) => this.#info.annotations.push({ type, description }),
    })
    if (end.status === 'failed') throw end.failure.withHint()
    return end
  }

  /** Takes the devices that the suite needs, for as long as the suite runs. */
  async #devices(suite: BoundSuite, key: string): Promise<HeldDevices> {
    const take = async (selector: string, signal: AbortSignal) => {
      const request = { key: `${key}|${selector}`, wanted: [parseSelector(selector)] }
      return this.#follow(await this.#bench.holdMore(request, { signal }))
    }
    if (suite.selectors.length > 0) {
      const wanted = suite.selectors.map(parseSelector)
      return new HeldDevices(await this.#hold({ key, wanted }), take)
    }
    if (suite.interfaces.size === 0) return new HeldDevices([], take)
    const wanted = await this.#bench.wanted(this.#board)
    return new HeldDevices(await this.#hold({ key, wanted }), take)
  }

  async #hold(request: HoldRequest): Promise<Device[]> {
    return this.#follow(await this.#bench.holdForFile(request, { signal: this.#abort.signal }))
  }

  /** Records what the devices do from now on, and says that the test uses them. */
  async #follow(devices: Device[]): Promise<Device[]> {
    await this.#record.follow(await this.#bench.client())
    for (const device of devices)
      this.#info.annotations.push({ type: 'hil.device', description: device.name })
    return devices
  }
}

/** A device that cannot be had, as a failure of the test that asked for it. */
function notTaken(error: unknown, { name, place }: TestProgram): unknown {
  if (!(error instanceof HilError)) return error
  return new StepFailure(error).withHint().passThrough({ ...place, keyword: name })
}

/** The run of a suite that a test belongs to: one for each project and repetition in this worker. */
export function suiteRunOf(suite: BoundSuite, info: TestInfo): SuiteRun {
  const id = `${suite.file}|${info.project.name}|${info.repeatEachIndex}`
  const known = suiteRuns.get(id)
  if (known !== undefined) return known
  const created = new SuiteRun(suite, info)
  suiteRuns.set(id, created)
  return created
}

/** Why a test that requires interfaces is skipped. */
function lackingText(names: readonly string[]): string {
  return `The test requires ${names.join(' and ')}, which no device of the bench offers.`
}

function describeTest(test: TestProgram, scope: Map<string, unknown>): void {
  scope.set('testname', test.name)
  scope.set('testtags', [...test.tags])
  scope.set('testdocumentation', test.doc)
}
