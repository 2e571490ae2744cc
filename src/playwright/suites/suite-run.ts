import type { TestInfo } from '@playwright/test'
import type { BoundSuite } from '../../keywords/binding/bound-suite.ts'
import { createRunningSuite, type RunningSuite } from '../../keywords/catalogue/running.ts'
import { EarlyEndSignal } from '../../keywords/interpreter/completion.ts'
import type { StepFailure } from '../../keywords/interpreter/failure.ts'
import type { Frame, Node } from '../../keywords/interpreter/frame.ts'
import type { RunState } from '../../keywords/interpreter/run-state.ts'
import { asFailure } from '../../keywords/interpreter/step.ts'
import { endProcesses, leaveProcesses } from '../../keywords/libraries/process/process-table.ts'
import type { Scopes } from '../../keywords/variables/scope.ts'
import { withDeadline } from '../../runtime/deadline.ts'
import { countFailure, readPlan, readSuiteState, suiteKey, writeSuiteState } from '../run-folder.ts'
import { keepableVariables } from './keepable.ts'

/** How long a suite setup or teardown may take. */
const AROUND_MS = 120_000

/**
 * One run of a suite file. Playwright starts a new worker after every failed test; the suite goes on in it as if
 * nothing had happened: its setup does not run again, and its variables are there.
 */
export class SuiteRun {
  readonly suite: BoundSuite
  readonly key: string
  readonly scopes: Scopes
  /** The suite as its keywords see it. */
  readonly running: RunningSuite
  /** The device under test that its tests chose. */
  board = ''
  #setup: string | undefined
  readonly #finished: Set<string>
  /** The variables that it began with. */
  readonly #first: ReadonlyMap<string, unknown>
  #stopping = false

  constructor(suite: BoundSuite, info: TestInfo) {
    this.suite = suite
    this.key = keyOf(suite.file, info)
    this.scopes = suite.variables.create(info.project.outputDir)
    const left = readSuiteState(this.key)
    this.running = { ...createRunningSuite(suite.name, suite.doc), ...left?.running }
    this.#setup = left?.setup
    this.#finished = new Set(left?.finished)
    this.#takeFromDirectories(info)
    this.#first = new Map([...this.scopes.global, ...this.scopes.suite])
    for (const [name, value] of left?.variables ?? []) this.scopes.suite.set(name, value)
  }

  /** Runs the suite setup if it did not run yet; returns why it failed, or an empty text. */
  async setUp(run: RunState, signal: AbortSignal): Promise<string> {
    if (this.#setup !== undefined) return this.#setup
    this.running.phase = 'setup'
    const failure = await this.#runAround(this.suite.setup, run, signal)
    this.running.phase = 'tests'
    this.#setup = failure?.message ?? ''
    this.#leave()
    if (failure === undefined) return this.#setup
    failure.say(parentSetupFailed(failure.message))
    throw failure.withHint()
  }

  /** Runs the suite teardown. */
  async tearDown(run: RunState): Promise<void> {
    this.running.phase = 'teardown'
    const failure = await this.#runAround(this.suite.teardown, run, undefined)
    if (failure !== undefined) throw failure.withHint()
  }

  /** Notes how a test ended, for the worker that may follow. */
  testEnded(info: TestInfo): void {
    const failed = info.status !== info.expectedStatus && info.status !== 'skipped'
    const again = failed && info.retry < info.project.retries && info.status !== 'interrupted'
    if (!again) this.#finished.add(info.testId)
    if (info.status === 'passed') this.running.passed++
    else if (failed && !again) this.running.failed++
    const { maxFailures } = info.config
    const limitReached = failed && !again && countFailure() >= maxFailures && maxFailures > 0
    this.#stopping ||= info.status === 'interrupted' || limitReached
    if (failed) this.#leave()
    if (failed && !this.isOver) leaveProcesses(this.running)
  }

  /** After the last test, and after the teardown: ends what the suite has left running on this machine. */
  async end(): Promise<void> {
    await endProcesses(this.running)
  }

  /** True if the run ends early. */
  get isStopping(): boolean {
    return this.#stopping
  }

  /** True if no test of the suite will follow, in this worker or another. */
  get isOver(): boolean {
    const planned = readPlan()?.get(this.key)
    return this.#stopping || planned === undefined || planned.every((id) => this.#finished.has(id))
  }

  async #runAround(
    node: Node | undefined,
    run: RunState,
    parent: AbortSignal | undefined,
  ): Promise<StepFailure | undefined> {
    if (node === undefined) return undefined
    using deadline = withDeadline(
      AROUND_MS,
      parent,
      node === this.suite.setup ? 'The suite setup' : 'The suite teardown',
    )
    run.pauseTime = () => deadline.pause()
    const frame: Frame = {
      scopes: this.scopes.enterTest(),
      run,
      calls: this.suite.calls,
      signal: deadline.signal,
      nesting: 0,
      // As in Robot, a teardown goes on after a failure.
      goesOn: node === this.suite.teardown ? 'everywhere' : undefined,
    }
    try {
      await node.exec(frame)
      return undefined
    } catch (error) {
      return error instanceof EarlyEndSignal ? undefined : asFailure(error, frame)
    }
  }

  /** What the setups of its directories have set; of two of one name that of the inner one. */
  #takeFromDirectories(info: TestInfo): void {
    for (const parent of this.suite.parents)
      for (const [name, value] of readSuiteState(keyOf(parent.file, info))?.handed ?? [])
        this.scopes.suite.set(name, value)
  }

  #handed(): Map<string, unknown> {
    const now = new Map([...this.scopes.global, ...this.scopes.suite])
    return keepableVariables(new Map([...now].filter(([name, value]) => this.#first.get(name) !== value)))
  }

  #leave(): void {
    const setup = this.#setup === undefined ? {} : { setup: this.#setup }
    const variables = keepableVariables(this.scopes.suite)
    const handed = this.#handed()
    const finished = [...this.#finished]
    writeSuiteState(this.key, { ...setup, finished, variables, handed, running: this.running })
  }
}

/** The key of a suite file's run in the project and repetition of a test. */
export function keyOf(file: string, { project, repeatEachIndex }: TestInfo): string {
  return suiteKey(file, project.name, repeatEachIndex)
}

/** What each test of a suite says whose setup failed, in Robot's words. */
export function parentSetupFailed(message: string): string {
  return `Parent suite setup failed:\n${message}`
}
