import type { Attempt } from '../model/attempt.ts'
import type { RunTest } from '../model/test-entry.ts'
import { failureMessage, failureText, failureType } from './failure-text.ts'
import { attemptOutput, FAILED_OUTPUT_LIMIT, type OutputOptions } from './output.ts'
import { failedAttempts, isError, isLabFailure, mainFailure } from './verdict.ts'
import { xmlLine } from './xml-text.ts'

/** Where a test case stands in its document. */
export interface TestcasePlace {
  /** The folder that files are named relative to. */
  readonly root: string
  readonly className: string
  readonly file: string
  /** Whether the element carries `file`, `line` and `properties`. */
  readonly details: boolean
  /** How many bytes of output a passed test may show. */
  readonly outputLimit: number
}

/** Builds the element of one test. */
export function testcaseElement(test: RunTest, place: TestcasePlace): object {
  const { root, outputLimit } = place
  const limit = test.status === 'failed' ? FAILED_OUTPUT_LIMIT : outputLimit
  return {
    '@name': xmlLine(test.name, Number.POSITIVE_INFINITY),
    '@classname': place.className,
    '@time': seconds(test.duration),
    ...(test.tags.length > 0 && { '@group': xmlLine(test.tags.join(',')) }),
    ...(place.details && { '@file': place.file, '@line': test.line }),
    ...verdictElements(test),
    ...rerunElements(test, { root, limit: FAILED_OUTPUT_LIMIT }),
    ...attemptOutput(shownAttempt(test), { root, limit }),
    ...(place.details && propertiesElement(test)),
  }
}

/** A `<property>`. */
export function property(name: string, value: string): object {
  return { '@name': name, '@value': xmlLine(value) }
}

/** Milliseconds as the seconds that JUnit files carry. */
export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}

/** The attempt whose output the test case shows itself: the one it failed in first, or passed in. */
function shownAttempt(test: RunTest): Attempt | undefined {
  return (test.status === 'failed' ? failedAttempts(test)[0] : undefined) ?? test.attempts.at(-1)
}

function verdictElements(test: RunTest): object {
  if (test.status === 'skipped')
    return { skipped: test.reason === undefined ? '' : { '@message': xmlLine(test.reason) } }
  const failure = mainFailure(test)
  if (failure === undefined) return {}
  const others = failedAttempts(test)[0]?.errors.slice(1) ?? []
  const text = [failure, ...others].map(failureText).join('\n\n')
  const element = { '@message': failureMessage(failure), '@type': failureType(failure), '#text': text }
  return { [isError(test) ? 'error' : 'failure']: element }
}

/** The further attempts, in the words of Maven's Surefire, which Jenkins has adopted. */
function rerunElements(test: RunTest, options: OutputOptions): object {
  const attempts = failedAttempts(test).slice(test.flaky ? 0 : 1)
  const isLab = (attempt: Attempt) => attempt.errors.slice(0, 1).some(isLabFailure)
  const prefix = test.flaky ? 'flaky' : 'rerun'
  return {
    [`${prefix}Failure`]: attempts
      .filter((attempt) => !isLab(attempt))
      .map((one) => rerunElement(one, options)),
    [`${prefix}Error`]: attempts.filter(isLab).map((one) => rerunElement(one, options)),
  }
}

function rerunElement(attempt: Attempt, options: OutputOptions): object {
  const [failure] = attempt.errors
  return {
    ...(failure && { '@message': failureMessage(failure), '@type': failureType(failure) }),
    stackTrace: attempt.errors.map(failureText).join('\n\n'),
    ...attemptOutput(attempt, options),
  }
}

function propertiesElement({ devices, tags }: RunTest): object {
  const facts = [
    ...devices.map((name) => property('device', name)),
    ...tags.map((tag) => property('tag', tag)),
  ]
  return facts.length === 0 ? {} : { properties: { property: facts } }
}
