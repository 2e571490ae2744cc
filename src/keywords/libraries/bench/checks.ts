import { formatDuration } from '../../../runtime/units.ts'
import { defineKeyword, defineLibrary, late } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import type { LateValue } from '../../catalogue/late-value.ts'
import { holds } from '../../comparison/condition.ts'
import { StepFailure } from '../../interpreter/failure.ts'
import { Quantity } from '../../value/quantity.ts'
import { tuple } from '../../value/tuple.ts'
import { oneCall } from '../builtin/run-keyword.ts'

const condition = late('condition', 'condition', 'An expression, such as volts is between 3.2 V and 3.4 V.')

const keywords = [
  defineKeyword({
    name: 'Check That',
    doc: 'Fails unless an expression is true; the failure shows the values of its parts.',
    phrases: ['Check that {condition...}'],
    arguments: [condition],
    run: (given, context) => {
      const failure = failureOf(given.condition, context)
      if (failure !== undefined) throw failure
    },
  }),
  defineKeyword({
    name: 'Expect That',
    doc: 'The same as Check That, but the steps after it run also if it fails; all failures are told at the end of the test.',
    phrases: ['Expect that {condition...}'],
    arguments: [condition],
    run: (given, context) => {
      const failure = failureOf(given.condition, context)
      if (failure === undefined) return
      failure.continuable = true
      throw failure
    },
  }),
  defineKeyword({
    name: 'Measure Time Of',
    doc: 'Runs a keyword, and gives its value and the time that it took, a duration.',
    phrases: ['Measure time of: {call...}', 'Measure time of {call...}'],
    nested: oneCall(0),
    run: async (_, { calls }) => {
      const start = performance.now()
      const value = await calls[0]?.run()
      const took = Number((performance.now() - start).toFixed(3))
      return tuple([value ?? null, new Quantity('duration', took / 1000, formatDuration(took))])
    },
  }),
]

/** Checks in words, and the time that a keyword takes. */
export const checksLibrary = defineLibrary(
  'Checks',
  'Checks that explain themselves, and the time that a keyword takes.',
  keywords,
)

/** Why an expression does not hold; undefined if it does. */
function failureOf(given: LateValue, context: KeywordContext): StepFailure | undefined {
  if (holds(given, context)) return undefined
  return new StepFailure(new Error(context.explain(given.text ?? 'the condition')))
}
