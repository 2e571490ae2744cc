import { writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { FullConfig, FullResult, Reporter, Suite, TestError } from '@playwright/test/reporter'
import { LabError, messageOf, SuiteError } from '../src/runtime/errors.ts'
import { makeFolder } from '../src/runtime/make-folder.ts'
import { createRunModel, type Run } from './run-model.ts'

/** What every report can be told in the configuration. */
export interface ReportOptions {
  /** Where the report is written, relative to the configuration file's folder. */
  readonly outputFile?: string
  /** The folder that files are named relative to; the one that the run was started in by default. */
  readonly root?: string
}

/** What Playwright adds to a reporter's options. */
interface ReporterOptions extends ReportOptions {
  readonly configDir?: string
  readonly _mode?: string
}

/** A reporter that writes one file when the run has ended; a report says how, the run model says what. */
export abstract class RunReporter implements Reporter {
  readonly #root: string
  readonly #outputFile: string
  readonly #onlyLists: boolean
  readonly #errors: TestError[] = []
  #begun: { readonly config: FullConfig; readonly suite: Suite } | undefined

  constructor(options: ReporterOptions, defaultFile: string) {
    const { outputFile = defaultFile, root = '.', configDir = process.cwd() } = options
    checkPath('outputFile', outputFile)
    checkPath('root', root)
    this.#outputFile = resolve(configDir, outputFile)
    this.#root = resolve(root)
    // A listing runs nothing: the report of the last run stays.
    this.#onlyLists = options._mode === 'list'
  }

  /** The text of the report; `root` is the folder that files are named relative to. */
  protected abstract render(run: Run, root: string): string

  /** False, so that Playwright's own progress stays on the terminal. */
  printsToStdio(): boolean {
    return false
  }

  /** Called by Playwright before the first test. */
  onBegin(config: FullConfig, suite: Suite): void {
    this.#begun = { config, suite }
  }

  /** Called by Playwright for what fails beside the tests. */
  onError(error: TestError): void {
    this.#errors.push(error)
  }

  /** Called by Playwright when all is over; a report that cannot be written fails the run. */
  async onEnd(result: FullResult): Promise<void> {
    if (this.#begun === undefined || this.#onlyLists) return
    const run = createRunModel({ ...this.#begun, result, errors: this.#errors, root: this.#root })
    await writeReport(this.#outputFile, this.render(run, this.#root))
  }
}

function checkPath(name: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return
  throw new SuiteError(
    'invalid-config',
    `The reporter's option ${name} must be a path, but is ${String(value)}.`,
    {
      hint: `Write it as a text in the configuration: ${name}: 'reports/junit.xml'.`,
    },
  )
}

async function writeReport(file: string, text: string): Promise<void> {
  try {
    makeFolder(dirname(file))
    await writeFile(file, text)
  } catch (cause) {
    throw new LabError(
      'report-not-written',
      `The report ${file} could not be written: ${messageOf(cause)}.`,
      {
        cause,
        hint: 'Give the reporter an outputFile in a folder that can be written to.',
      },
    )
  }
}
