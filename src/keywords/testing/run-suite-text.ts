import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import { bindSuite } from '../binding/bind-suite.ts'
import type { BoundSuite } from '../binding/bound-suite.ts'
import { Catalogue } from '../catalogue/catalogue.ts'
import { createRunningSuite, type RunningSuite } from '../catalogue/running.ts'
import { EarlyEndSignal } from '../interpreter/completion.ts'
import type { Frame, Node } from '../interpreter/frame.ts'
import { type DeviceSource, type RunListener, RunState } from '../interpreter/run-state.ts'
import { asFailure } from '../interpreter/step.ts'
import { builtIn } from '../libraries/builtin/builtin.ts'
import { importableLibraries } from '../libraries/importable.ts'
import { runTest } from '../test-run/run-test.ts'
import type { TestEnd } from '../test-run/test-end.ts'
import type { TestProgram } from '../test-run/test-program.ts'
import type { Scopes } from '../variables/scope.ts'

/** How a test of a suite text ended, in Robot's words. */
export interface TestResult {
  readonly status: 'PASS' | 'FAIL' | 'SKIP'
  readonly message: string
}

/** What a run of a suite text gave. */
export interface SuiteTextRun {
  /** By the names of the tests. */
  readonly tests: ReadonlyMap<string, TestResult>
  /** Everything that was logged, as `LEVEL message`. */
  readonly log: readonly string[]
  /** Everything that was printed. */
  readonly printed: string
  /** What was found before anything ran; the tests run all the same. */
  readonly diagnostics: readonly string[]
}

/** Runs the text of a suite on the BuiltIn library and those that it imports, beside files by name; without any device. */
export async function runSuiteText(
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<SuiteTextRun> {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-suite-'))
  try {
    const path = join(folder, 'suite.hil')
    writeFileSync(path, text)
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    return await runSuite(bindSuite(path, new Catalogue([builtIn], importableLibraries())))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs a bound suite: its setup, its tests, its teardown. Without devices, keywords that need one fail. */
export async function runSuite(suite: BoundSuite, devices = NO_DEVICES): Promise<SuiteTextRun> {
  const run = new SuiteTextRunner(suite, devices)
  const tests = new Map<string, TestResult>()
  const early = await run.around(suite.setup, 'setup')
  for (const test of suite.tests) tests.set(test.name, early ?? (await run.test(test)))
  await run.around(suite.teardown, 'teardown')
  const diagnostics = [...suite.diagnostics.map(({ line, message }) => `${line}: ${message}`), ...run.unset]
  return { tests, log: run.listener.lines, printed: run.listener.printed, diagnostics }
}

/** How long a test may take here. */
const TEST_MS = 60_000

class SuiteTextRunner {
  readonly listener = new LogListener()
  /** Why variables of the suite have no value. */
  readonly unset: string[] = []
  readonly #suite: BoundSuite
  readonly #devices: DeviceSource
  readonly #scopes: Scopes
  readonly #running: RunningSuite

  constructor(suite: BoundSuite, devices: DeviceSource) {
    this.#suite = suite
    this.#devices = devices
    this.#scopes = suite.variables.create(tmpdir(), ({ message }) => this.unset.push(message))
    this.#running = createRunningSuite(suite.name, suite.doc)
  }

  /** Runs a suite setup or teardown; returns how every test ends because of it. */
  async around(node: Node | undefined, phase: 'setup' | 'teardown'): Promise<TestResult | undefined> {
    if (node === undefined) return undefined
    this.#running.phase = phase
    const frame: Frame = {
      ...{ scopes: this.#scopes.enterTest(), run: this.#state(), calls: this.#suite.calls },
      ...{ signal: AbortSignal.timeout(TEST_MS), nesting: 0 },
      goesOn: phase === 'teardown' ? 'everywhere' : undefined,
    }
    try {
      await node.exec(frame)
      return undefined
    } catch (error) {
      if (!(error instanceof EarlyEndSignal))
        return { status: 'FAIL', message: `Parent suite setup failed:\n${asFailure(error, frame).message}` }
      return error.end.kind === 'skip'
        ? { status: 'SKIP', message: `Skipped in parent suite setup:\n${error.message}` }
        : undefined
    } finally {
      this.#running.phase = 'tests'
    }
  }

  async test(test: TestProgram): Promise<TestResult> {
    if (this.#running.stopped !== undefined)
      return { status: 'FAIL', message: 'Test execution stopped due to a fatal error.' }
    const scopes = this.#scopes.enterTest()
    scopes.test.set('testname', test.name)
    scopes.test.set('testtags', [...test.tags])
    scopes.test.set('testdocumentation', test.doc)
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(new Error('The test took too long.')), TEST_MS)
    const end = await runTest(test, {
      ...{ scopes, run: this.#state(), calls: this.#suite.calls },
      ...{ signal: patience.signal, timeout: TEST_MS, teardownTimeout: TEST_MS },
    })
    clearTimeout(timer)
    if (end.status !== 'skipped') this.#running[end.status] += 1
    return resultOf(end)
  }

  #state(): RunState {
    return new RunState(this.listener, this.#devices, this.#running)
  }
}

/** A test's end in Robot's words. */
function resultOf(end: TestEnd): TestResult {
  if (end.status === 'failed') return { status: 'FAIL', message: end.failure.message }
  return { status: end.status === 'passed' ? 'PASS' : 'SKIP', message: end.message }
}

/** Keeps what is logged and printed, and shows no steps. */
class LogListener implements RunListener {
  readonly showsSteps = false
  readonly lines: string[] = []
  printed = ''

  step<T>(_title: string, _place: unknown, body: () => T | Promise<T>): T | Promise<T> {
    return body()
  }

  stepEnded(): void {}

  log(message: string, level: string): void {
    this.lines.push(`${level} ${message}`)
  }

  print(text: string): void {
    this.printed += text
  }
}

const NO_DEVICES: DeviceSource = {
  current: () => {
    throw new SuiteError('no-device', 'There is no device here.')
  },
  board: () => {
    throw new SuiteError('no-device', 'There is no device here.')
  },
  use: () => Promise.reject(new SuiteError('no-device', 'There is no device here.')),
  leave: () => {},
}
