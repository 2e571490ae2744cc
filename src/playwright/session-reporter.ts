import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter'
import { isSuitePath } from './config/find-suites.ts'
import { suiteKey, writePlan } from './run-folder.ts'
import { noteLabFailure, noteOtherFailure, noteTestRan } from './suites/outcome.ts'

/** Always at work beside the reporters that were asked for: plans suites, names them, and notes whose fault failures are. */
export default class SessionReporter implements Reporter {
  printsToStdio(): boolean {
    return false
  }

  onBegin(config: FullConfig, root: Suite): void {
    const plan = new Map<string, string[]>()
    for (const test of root.allTests()) {
      const { file } = test.location
      const project = test.parent.project()
      if (!isSuitePath(file)) continue
      const key = suiteKey(file, project?.name ?? '', test.repeatEachIndex)
      plan.set(key, [...(plan.get(key) ?? []), test.id])
    }
    writePlan(plan)
    nameFiles(root, config.rootDir)
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === 'skipped') return
    noteTestRan()
    if (result.status === test.expectedStatus) return
    const messages = result.errors.map((error) => error.message ?? '')
    if (messages.some(isLabError)) noteLabFailure()
    else noteOtherFailure()
  }

  onError(error: TestError): void {
    if (isLabError(error.message ?? error.value ?? '')) noteLabFailure()
  }
}

/** Errors cross processes as text: their name, coloured perhaps, is what is left of their family. */
function isLabError(message: string): boolean {
  return /^(?:Error: )?LabError\b/.test(stripVTControlCharacters(message))
}

/** File suites are named after stubs; reporters that come after this one show the suites' own paths. */
function nameFiles(suite: Suite, rootDir: string): void {
  const file = suite.type === 'file' ? suite.allTests()[0]?.location.file : undefined
  if (file !== undefined && isSuitePath(file)) {
    suite.title = relative(rootDir, file)
    suite.location = { file, line: 0, column: 0 }
  }
  for (const child of suite.suites) nameFiles(child, rootDir)
}
