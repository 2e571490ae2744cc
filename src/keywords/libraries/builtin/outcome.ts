import { SuiteError } from '../../../runtime/errors.ts'
import { text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, late } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { holds } from '../../comparison/condition.ts'
import { fullMatch } from '../../functions/full-match.ts'
import { EarlyEndSignal } from '../../interpreter/completion.ts'
import { StepFailure } from '../../interpreter/failure.ts'
import { matchesGlob } from '../../interpreter/glob.ts'
import { tuple } from '../../value/tuple.ts'
import { oneCall } from './run-keyword.ts'

const expectedError = {
  ...arg('expectedError', text, 'A pattern, or text after EQUALS:, STARTS:, REGEXP: or GLOB:.'),
  positionalOnly: true,
}

/** The keywords that run another one and look at how it ended. */
export const outcomeKeywords = [
  defineKeyword({
    name: 'Run Keyword And Ignore Error',
    doc: 'Runs a keyword; gives PASS and its value, or FAIL and the error.',
    nested: oneCall(0),
    run: async (_, context) => {
      const { failure, value } = await attempt(context)
      return failure === undefined ? tuple(['PASS', value]) : tuple(['FAIL', failure.message])
    },
  }),
  defineKeyword({
    name: 'Run Keyword And Return Status',
    doc: 'Runs a keyword and gives whether it passed.',
    nested: oneCall(0),
    run: async (_, context) => (await attempt(context)).failure === undefined,
  }),
  defineKeyword({
    name: 'Run Keyword And Warn On Failure',
    doc: 'Runs a keyword; a failure becomes a warning. Gives PASS and its value, or FAIL and the error.',
    nested: oneCall(0),
    run: async (_, context) => {
      const { failure, value } = await attempt(context)
      if (failure === undefined) return tuple(['PASS', value])
      context.log(`Executing keyword '${context.calls[0]?.name}' failed:\n${failure.message}`, 'WARN')
      return tuple(['FAIL', failure.message])
    },
  }),
  defineKeyword({
    name: 'Run Keyword And Continue On Failure',
    doc: 'Runs a keyword; the steps after it run also if it fails, and the failure is told at the end.',
    nested: oneCall(0),
    run: (_, context) => runAndGoOn(context),
  }),
  defineKeyword({
    name: 'Run Keyword And Expect Error',
    doc: 'Runs a keyword that must fail, and gives the error.',
    arguments: [expectedError],
    nested: oneCall(1),
    run: async (given, context) => {
      const { failure } = await attempt(context)
      if (failure === undefined) throw new Error(`Expected error '${given.expectedError}' did not occur.`)
      if (isExpected(failure.message, given.expectedError)) return failure.message
      throw new Error(`Expected error '${given.expectedError}' but got '${failure.message}'.`)
    },
  }),
  defineKeyword({
    name: 'Run Keyword And Return',
    doc: 'Runs a keyword and returns its value from the keyword that called this one.',
    nested: oneCall(0),
    run: (_, context) => runAndReturn(context),
  }),
  defineKeyword({
    name: 'Run Keyword And Return If',
    doc: 'The same as Run Keyword And Return, if a condition holds.',
    arguments: [late('condition', 'condition', 'The condition.')],
    nested: oneCall(1),
    run: (given, context) => (holds(given.condition, context) ? runAndReturn(context) : undefined),
  }),
  testKeyword('Run Keyword If Test Failed', ({ test }) => test?.status === 'failed'),
  testKeyword('Run Keyword If Test Passed', ({ test }) => test?.status === 'passed'),
  testKeyword('Run Keyword If Timeout Occurred', ({ test }) => test?.timedOut ?? false),
  suiteKeyword('Run Keyword If All Tests Passed', ({ suite }) => suite.failed === 0),
  suiteKeyword('Run Keyword If Any Tests Failed', ({ suite }) => suite.failed > 0),
]

/** Runs the call; timeouts, fatal errors, skips and early ends pass through. */
export async function attempt({
  calls,
  test,
}: KeywordContext): Promise<{ failure?: StepFailure; value?: unknown }> {
  const status = test?.status
  try {
    return { value: (await calls[0]?.run()) ?? null }
  } catch (error) {
    if (error instanceof EarlyEndSignal) throw error
    const failure = error instanceof StepFailure ? error : new StepFailure(error)
    if (failure.fatal || failure.timeout) throw failure
    // What is ignored in a teardown does not make the test a failed one for the steps after it.
    if (test !== undefined) test.status = status
    return { failure }
  }
}

async function runAndGoOn({ calls }: KeywordContext): Promise<unknown> {
  try {
    return await calls[0]?.run()
  } catch (error) {
    if (error instanceof EarlyEndSignal) throw error
    const failure = error instanceof StepFailure ? error : new StepFailure(error)
    for (const part of [failure, ...failure.parts]) part.continuable = !failure.fatal
    throw failure
  }
}

/** Also a failure ends the keyword around it, even where steps go on. */
async function runAndReturn(context: KeywordContext): Promise<never> {
  const { failure, value } = await attempt(context)
  const failures = failure === undefined ? {} : { failures: [failure] }
  const returned = failure === undefined ? value : failure.returnValue
  throw new EarlyEndSignal({ kind: 'return', value: () => returned, ...failures })
}

function isExpected(message: string, expected: string): boolean {
  const [, kind = 'GLOB', pattern = expected] = /^(GLOB|EQUALS|STARTS|REGEXP):\s*(.*)$/s.exec(expected) ?? []
  if (kind === 'EQUALS') return message === pattern
  if (kind === 'STARTS') return message.startsWith(pattern)
  if (kind === 'GLOB') return matchesGlob(pattern, message)
  return fullMatch(pattern, message)
}

function testKeyword(name: string, applies: (context: KeywordContext) => boolean) {
  return defineKeyword({
    name,
    doc: `Runs a keyword in a test teardown, ${name.replace('Run Keyword I', 'i').toLowerCase()}.`,
    nested: oneCall(0),
    run: (_, context) => {
      if (context.test?.phase !== 'teardown')
        throw new SuiteError('not-in-teardown', `Keyword '${name}' can only be used in test teardown.`)
      return applies(context) ? context.calls[0]?.run() : null
    },
  })
}

function suiteKeyword(name: string, applies: (context: KeywordContext) => boolean) {
  return defineKeyword({
    name,
    doc: `Runs a keyword in a suite teardown, ${name.replace('Run Keyword I', 'i').toLowerCase()}.`,
    nested: oneCall(0),
    run: (_, context) => {
      if (context.suite.phase !== 'teardown')
        throw new SuiteError('not-in-teardown', `Keyword '${name}' can only be used in suite teardown.`)
      return applies(context) ? context.calls[0]?.run() : null
    },
  })
}
