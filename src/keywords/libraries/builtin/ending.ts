import { SuiteError } from '../../../runtime/errors.ts'
import { text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, late, lateRest, optional, rest } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import type { LateValue } from '../../catalogue/late-value.ts'
import { msg, optionalText } from '../../comparison/check-arguments.ts'
import { holds } from '../../comparison/condition.ts'
import { EarlyEndSignal } from '../../interpreter/completion.ts'
import { StepFailure } from '../../interpreter/failure.ts'
import { toText } from '../../value/text.ts'
import { valuesOf } from './containers.ts'
import { setTags } from './tags.ts'

const condition = late('condition', 'condition', 'The condition.')
const message = arg('message', text, 'Why.')
const tags = rest('tags', text, 'Tags to give the test; `-tag` takes one away.')
const returned = lateRest('values', 'What is returned; several as a list.')

/** The keywords that end a test, a keyword or a loop, or fail. */
export const endingKeywords = [
  defineKeyword({
    name: 'Fail',
    doc: 'Fails the test.',
    arguments: [msg, tags],
    run: (given, context) => {
      setTags(given.tags, context)
      throw new Error(given.msg ?? 'AssertionError')
    },
  }),
  defineKeyword({
    name: 'Fatal Error',
    doc: 'Fails the test and stops the run.',
    arguments: [msg],
    run: (given, { suite }) => {
      suite.stopped = given.msg || 'AssertionError'
      throw new StepFailure(new SuiteError('fatal-error', suite.stopped), true)
    },
  }),
  defineKeyword({
    name: 'Should Be True',
    doc: 'Fails unless a condition holds.',
    arguments: [condition, msg],
    run: (given, context) => {
      if (holds(given.condition, context)) return
      throw new Error(given.msg || `'${toText(given.condition.get())}' should be true.`)
    },
  }),
  defineKeyword({
    name: 'Should Not Be True',
    doc: 'Fails if a condition holds.',
    arguments: [condition, msg],
    run: (given, context) => {
      if (!holds(given.condition, context)) return
      throw new Error(given.msg || `'${toText(given.condition.get())}' should not be true.`)
    },
  }),
  defineKeyword({
    name: 'Skip',
    doc: 'Ends the test as skipped.',
    arguments: [optional('msg', text, 'Skipped with Skip keyword.', 'Why.')],
    run: (given) => {
      throw new EarlyEndSignal({ kind: 'skip', message: given.msg })
    },
  }),
  defineKeyword({
    name: 'Skip If',
    doc: 'Ends the test as skipped if a condition holds.',
    arguments: [condition, optional('msg', optionalText, undefined, 'Why.')],
    run: (given, context) => {
      if (!holds(given.condition, context)) return
      throw new EarlyEndSignal({ kind: 'skip', message: given.msg || toText(given.condition.get()) })
    },
  }),
  defineKeyword({
    name: 'Pass Execution',
    doc: 'Ends the test, setup or teardown as passed.',
    arguments: [message, tags],
    run: (given, context) => pass(given.message, given.tags, context),
  }),
  defineKeyword({
    name: 'Pass Execution If',
    doc: 'The same as Pass Execution, if a condition holds.',
    arguments: [condition, late('message', 'value', 'Why.'), lateRest('tags', 'Tags to give the test.')],
    run: (given, context) => {
      if (!holds(given.condition, context)) return
      pass(toText(given.message.get()), valuesOf(given.tags).map(toText), context)
    },
  }),
  defineKeyword({
    name: 'Return From Keyword',
    doc: 'Ends the user keyword around it, and returns values.',
    arguments: [returned],
    run: (given, context) => returnFrom(given.values, context),
  }),
  defineKeyword({
    name: 'Return From Keyword If',
    doc: 'The same as Return From Keyword, if a condition holds.',
    arguments: [condition, returned],
    run: (given, context) => {
      if (holds(given.condition, context)) returnFrom(given.values, context)
    },
  }),
  loopKeyword('Exit For Loop', 'break', 'Exiting for loop altogether.'),
  loopKeyword('Continue For Loop', 'continue', 'Continuing for loop from the next iteration.'),
  loopKeywordIf('Exit For Loop If', 'break', 'Exiting for loop altogether.'),
  loopKeywordIf('Continue For Loop If', 'continue', 'Continuing for loop from the next iteration.'),
]

function pass(why: string, given: readonly string[], context: KeywordContext): never {
  const trimmed = why.trim()
  if (trimmed === '') throw new SuiteError('wrong-argument', 'Message cannot be empty.')
  setTags(given, context)
  context.log(`Execution passed with message:\n${trimmed}`)
  throw new EarlyEndSignal({ kind: 'pass', message: trimmed })
}

function returnFrom(given: readonly LateValue[], context: KeywordContext): never {
  context.log('Returning from the enclosing user keyword.')
  throw new EarlyEndSignal({ kind: 'return', value: () => returnedBy(given) })
}

function returnedBy(given: readonly LateValue[]): unknown {
  const values = valuesOf(given)
  const isList = given.length !== 1 || given[0]?.expands === 'list'
  return given.length === 0 ? null : isList ? values : values[0]
}

function loopKeyword(name: string, kind: 'break' | 'continue', told: string) {
  return defineKeyword({
    name,
    doc: kind === 'break' ? 'Ends the loop around it.' : 'Ends this round of the loop around it.',
    run: (_, context) => endRound(name, kind, told, context),
  })
}

function loopKeywordIf(name: string, kind: 'break' | 'continue', told: string) {
  return defineKeyword({
    name,
    doc: `${kind === 'break' ? 'Ends the loop' : 'Ends this round of the loop'} around it if a condition holds.`,
    arguments: [condition],
    run: (given, context) => {
      mustBeInLoop(name, context)
      if (holds(given.condition, context)) endRound(name, kind, told, context)
    },
  })
}

function endRound(name: string, kind: 'break' | 'continue', told: string, context: KeywordContext): never {
  mustBeInLoop(name, context)
  context.log(told)
  throw new EarlyEndSignal({ kind })
}

function mustBeInLoop(name: string, { inLoop }: KeywordContext): void {
  if (!inLoop) throw new SuiteError('not-in-loop', `'${name}' can only be used inside a loop.`)
}
