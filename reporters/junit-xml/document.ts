import { hostname } from 'node:os'
import { suitesWithErrors } from '../model/outside-suite.ts'
import type { RunTest } from '../model/test-entry.ts'
import type { Run, RunSuite } from '../run-model.ts'
import { passedOutputLimit } from './output.ts'
import { property, seconds, type TestcasePlace, testcaseElement } from './testcase.ts'
import { isError, isFailure } from './verdict.ts'
import { xmlText } from './xml-text.ts'

/** How a document is written. */
export interface DocumentOptions {
  /** The folder that files are named relative to. */
  readonly root: string
  /** Whether test cases carry `file`, `line` and `properties`. */
  readonly details: boolean
}

/** Builds the tree of the JUnit document as fast-xml-builder takes it: `@name` is an attribute. */
export function junitDocument(run: Run, options: DocumentOptions): object {
  const suites = suitesWithErrors(run)
  const tests = suites.flatMap((suite) => suite.tests)
  const outputLimit = passedOutputLimit(tests.length)
  const host = hostname()
  return {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': 'hilwright',
      '@tests': tests.length,
      '@failures': countBy(tests, isFailure),
      '@errors': countBy(tests, isError),
      '@time': seconds(run.duration),
      testsuite: suites.map((suite) => {
        const className = classNameOf(suite, run.projects)
        return suiteElement(suite, { ...options, className, file: xmlText(suite.file), outputLimit, host })
      }),
    },
  }
}

interface SuitePlace extends TestcasePlace {
  readonly host: string
}

/** Two projects run the same files: without the project, GitLab would take the second's tests for repetitions. */
function classNameOf({ file, project }: RunSuite, projects: readonly string[]): string {
  return xmlText(projects.length > 1 && project !== '' ? `${file} [${project}]` : file)
}

function suiteElement(suite: RunSuite, place: SuitePlace): object {
  return {
    '@name': place.className,
    '@file': place.file,
    '@timestamp': suite.dateTime,
    '@hostname': place.host,
    '@tests': suite.stats.tests,
    '@failures': countBy(suite.tests, isFailure),
    '@errors': countBy(suite.tests, isError),
    '@skipped': suite.stats.skipped,
    '@time': seconds(suite.duration),
    properties: { property: suiteProperties(suite) },
    testcase: suite.tests.map((test) => testcaseElement(test, place)),
  }
}

/** The suite's own facts, and those of its tests, whose elements may have none in the schema of Jenkins. */
function suiteProperties(suite: RunSuite): object[] {
  const { name, project, tests } = suite
  const devices = new Set(tests.flatMap((test) => test.devices))
  const tags = new Set(tests.flatMap((test) => test.tags))
  return [
    property('suite', name),
    ...(project === '' ? [] : [property('project', project)]),
    ...[...devices].map((device) => property('device', device)),
    ...[...tags].map((tag) => property('tag', tag)),
  ]
}

function countBy(tests: readonly RunTest[], is: (test: RunTest) => boolean): number {
  return tests.filter(is).length
}
