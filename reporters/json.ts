import type { Attempt } from './model/attempt.ts'
import { suitesWithErrors } from './model/outside-suite.ts'
import { relativeFile } from './model/suite-file.ts'
import type { RunTest } from './model/test-entry.ts'
import type { Run, RunSuite } from './run-model.ts'
import { type ReportOptions, RunReporter } from './run-reporter.ts'

/** Writes a run as JSON: an array with an entry for each suite (docs/reports.md has the shape). */
export default class JsonReporter extends RunReporter {
  /** `outputFile` is `reports/results.json` where nothing else is said. */
  constructor(options: ReportOptions = {}) {
    super(options, 'reports/results.json')
  }

  protected override render(run: Run, root: string): string {
    const entries = suitesWithErrors(run).map((suite) => suiteEntry(suite, root))
    return `${JSON.stringify(entries, undefined, 2)}\n`
  }
}

function suiteEntry(suite: RunSuite, root: string) {
  return {
    suite: suite.name,
    file: suite.file,
    project: suite.project === '' ? undefined : suite.project,
    stats: suite.stats,
    tests: Object.fromEntries(suite.tests.map(({ name, status }) => [name, status])),
    dateTime: suite.dateTime,
    duration: suite.duration,
    details: suite.tests.map((test) => testEntry(test, root)),
  }
}

function testEntry(test: RunTest, root: string) {
  return { ...test, attempts: test.attempts.map((attempt) => attemptEntry(attempt, root)) }
}

/** An attempt without what the test printed and the bodies of its attachments, which the HTML report has. */
function attemptEntry({ stdout, stderr, attachments, ...attempt }: Attempt, root: string) {
  const files = attachments.map(({ name, contentType, path }) => ({
    name,
    contentType,
    path: path === undefined ? undefined : relativeFile(path, root),
  }))
  return { ...attempt, attachments: files }
}
