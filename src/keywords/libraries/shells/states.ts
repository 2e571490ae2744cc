import { DeviceError } from '../../../runtime/errors.ts'
import { states } from '../../../runtime/interfaces/states.ts'
import { boolean, text, time } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional, withPhrases } from '../../catalogue/keyword.ts'
import { EarlyEndSignal } from '../../interpreter/completion.ts'

const NEEDS = { interface: 'states' } as const
const state = arg('state', text, 'Name of the state, such as shell.')

const keywords = [
  defineKeyword({
    name: 'Bring Device To',
    phrases: ['Bring device to {state} [within {timeout}]'],
    doc: 'Brings the device to a state by the cheapest way and returns the states it went through. Where a transition on the way has failed before, the test is skipped with that reason.',
    ...NEEDS,
    arguments: [
      state,
      optional('timeout', time, undefined, 'How long the whole way may take; 5 min if left out.'),
      optional('retry', boolean, false, 'Whether a transition that has failed before is tried again.'),
    ],
    run: async ({ state: target, timeout, retry }, context) => {
      try {
        return await context.device().states.bringTo(target, { timeout, retry, signal: context.signal })
      } catch (error) {
        if (!(error instanceof DeviceError) || error.code !== 'state-unreachable') throw error
        throw new EarlyEndSignal({ kind: 'skip', message: error.message })
      }
    },
  }),
  defineKeyword({
    name: 'Device State Should Be',
    phrases: ['Device should be at {state}'],
    doc: 'Finds out which state the device is in and fails unless it is the given one.',
    ...NEEDS,
    arguments: [state],
    run: async ({ state: wanted }, context) => {
      const got = await context.device().states.current({ signal: context.signal })
      if (got !== wanted)
        throw new DeviceError('device-state', `The device should be at "${wanted}", but it is at "${got}".`)
    },
  }),
]

/** Keywords that bring a device from state to state. */
export const statesLibrary = defineLibrary('States', states.doc, [
  ...keywords,
  ...withPhrases(generateKeywords(states), { 'States Current': ['Get state of device'] }),
])
