import { secrets } from '../../../runtime/secrets.ts'
import { boolean, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, defineLibrary, optional, rest } from '../../catalogue/keyword.ts'
import { byName, optionalText } from '../../comparison/check-arguments.ts'
import { given as answered, withOperator } from './operator.ts'
import { choose, chooseMany, defaultOf } from './selection.ts'

const message = arg('message', text, 'What the operator reads.')
const values = rest('values', text, 'What can be chosen.')

/** Robot Framework's Dialogs library, with the terminal in place of windows. */
export const dialogsLibrary = defineLibrary(
  'Dialogs',
  'Asks an operator at the terminal that the run was started from. The time of the test stands still meanwhile. Without a terminal, and in CI, the keywords fail at once.',
  [
    defineKeyword({
      name: 'Pause Execution',
      doc: 'Waits until the operator presses Enter.',
      arguments: [
        optional('message', text, 'Execution paused. Press OK to continue.', 'What the operator reads.'),
      ],
      run: async (given, context) => {
        await withOperator('Pause Execution', context, (operator) =>
          operator.ask(given.message, 'Press Enter to go on.'),
        )
        context.log(`The operator went on after: ${given.message}`)
      },
    }),
    defineKeyword({
      name: 'Execute Manual Step',
      doc: 'Asks the operator whether a step by hand passed. If it failed, the operator says why.',
      arguments: [message, optional('defaultError', text, '', 'The reason, if the operator gives none.')],
      run: async (given, context) => {
        const failure = await withOperator('Execute Manual Step', context, async (operator) => {
          if (await didPass(() => operator.ask(given.message, '[p]ass or [f]ail?'))) return undefined
          const reason = await operator.ask('Give error message:', `[${given.defaultError}]`)
          return answered(reason) || given.defaultError
        })
        if (failure !== undefined) throw new Error(failure)
        context.log(`The operator says that it passed: ${given.message}`)
      },
    }),
    defineKeyword({
      name: 'Get Value From User',
      doc: 'Gives what the operator types.',
      arguments: [
        message,
        optional('defaultValue', text, '', 'What to give if the operator types nothing.'),
        optional('hidden', boolean, false, 'True shows nothing of what is typed, and does not log it.'),
      ],
      run: async (given, context) => {
        const choice = given.defaultValue === '' || given.hidden ? '>' : `[${given.defaultValue}] >`
        const answer = await withOperator('Get Value From User', context, (operator) =>
          given.hidden ? operator.askHidden(given.message, choice) : operator.ask(given.message, choice),
        )
        const value = answered(answer) || given.defaultValue
        if (given.hidden) secrets.add(value)
        context.log(given.hidden ? 'The operator gave a hidden value.' : `The operator gave "${value}".`)
        return value
      },
    }),
    defineKeyword({
      name: 'Get Selection From User',
      doc: 'Gives the value that the operator chooses.',
      arguments: [
        message,
        values,
        byName(
          optional(
            'default',
            optionalText,
            undefined,
            'What is taken if nothing is typed: a value or its number.',
          ),
        ),
      ],
      run: async (given, context) => {
        const otherwise = defaultOf(given.default, given.values)
        const value = await withOperator('Get Selection From User', context, (operator) =>
          choose(operator, { ...given, otherwise }),
        )
        context.log(`The operator chose "${value}".`)
        return value
      },
    }),
    defineKeyword({
      name: 'Get Selections From User',
      doc: 'Gives the values that the operator chooses, as a list.',
      arguments: [message, values],
      run: async (given, context) => {
        const chosen = await withOperator('Get Selections From User', context, (operator) =>
          chooseMany(operator, given),
        )
        context.log(`The operator chose ${chosen.length} of ${given.values.length}: ${chosen.join(', ')}`)
        return chosen
      },
    }),
  ],
)

/** Asks until the answer says yes or no. */
async function didPass(ask: () => Promise<string | undefined>): Promise<boolean> {
  for (;;) {
    const answer = answered(await ask())
      .trim()
      .toLowerCase()
    if (answer === 'p' || answer === 'pass') return true
    if (answer === 'f' || answer === 'fail') return false
  }
}
