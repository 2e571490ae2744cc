import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import { type BoundSuite, bindSuite } from '../binding/bind-suite.ts'
import { Catalogue } from '../catalogue/catalogue.ts'
import { createRunningSuite } from '../catalogue/running.ts'
import { type DeviceSource, type RunListener, RunState } from '../interpreter/run-state.ts'
import { runTest, type TestEnd } from '../interpreter/test-program.ts'
import { builtIn } from '../libraries/builtin/builtin.ts'
import { importableLibraries } from '../libraries/importable.ts'

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

/** Runs the tests of a bound suite without any device. */
export async function runSuite(suite: BoundSuite): Promise<SuiteTextRun> {
  const listener = new LogListener()
  const scopes = suite.variables.create(tmpdir())
  const running = createRunningSuite(suite.name, suite.doc)
  const tests = new Map<string, TestResult>()
  for (const test of suite.tests) {
    const run = new RunState(listener, NO_DEVICES, running)
    const end = await runTest(test, {
      ...{ scopes: scopes.enterTest(), run, calls: suite.calls },
      ...{ signal: new AbortController().signal, timeout: 60_000, teardownTimeout: 60_000 },
    })
    if (end.status !== 'skipped') running[end.status] += 1
    tests.set(test.name, resultOf(end))
  }
  const diagnostics = suite.diagnostics.map(({ line, message }) => `${line}: ${message}`)
  return { tests, log: listener.lines, printed: listener.printed, diagnostics }
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
}
