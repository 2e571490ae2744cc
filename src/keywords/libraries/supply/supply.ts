import { sleep, withDeadline } from '../../../runtime/deadline.ts'
import { DeviceError } from '../../../runtime/errors.ts'
import { supply } from '../../../runtime/interfaces/supply.ts'
import { current, formatDuration, voltage } from '../../../runtime/units.ts'
import { type ArgumentType, fromSchema, time } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import {
  arg,
  defineKeyword,
  defineLibrary,
  type LooseKeyword,
  optional,
  withPhrases,
} from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'

const NEEDS = { interface: 'supply' } as const
const LOOK_EVERY_MS = 100

/** A keyword that measures at the output, and fails unless the value lies between two others. */
function shouldBeBetween(
  quantity: 'voltage' | 'current',
  type: ArgumentType<number>,
  { unit, example }: { readonly unit: string; readonly example: string },
): LooseKeyword {
  return defineKeyword({
    name: `Supply ${quantity === 'voltage' ? 'Voltage' : 'Current'} Should Be Between`,
    phrases: [`Supply ${quantity} should be between {low} and {high}`],
    doc: `Measures the ${quantity} at the output of the supply and fails unless it lies between two values. Returns the value.`,
    ...NEEDS,
    arguments: [
      arg('low', type, `The lowest value allowed, as in ${example}.`),
      arg('high', type, 'The highest value allowed.'),
    ],
    run: async ({ low, high }, context) => {
      const measured = (await context.device().supply.measure({ signal: context.signal }))[quantity]
      if (measured >= low && measured <= high) return measured
      const message = `The ${quantity} of the supply is ${measured} ${unit}; expected between ${low} ${unit} and ${high} ${unit}.`
      throw new DeviceError('out-of-limits', message)
    },
  })
}

const shouldNotHaveTripped = defineKeyword({
  name: 'Supply Should Not Have Tripped',
  phrases: ['Supply should not have tripped'],
  doc: 'Fails if the supply switched its output off by itself; the failure says why.',
  ...NEEDS,
  arguments: [],
  run: async (_, context) => {
    const cause = await trippedBy(context)
    if (cause !== 'no')
      throw new DeviceError('supply-tripped', `The supply has tripped: ${cause.replace('-', ' ')}.`)
  },
})

const waitUntilTrips = defineKeyword({
  name: 'Wait Until Supply Trips',
  phrases: ['Wait until supply trips [within {timeout}]'],
  doc: 'Waits until the supply switches its output off by itself, and returns why: over-voltage or over-current.',
  ...NEEDS,
  arguments: [optional('timeout', time, 10_000, 'How long to wait at most.')],
  run: async ({ timeout }, context) => {
    using deadline = withDeadline(timeout, context.signal, 'the trip of the supply')
    for (;;) {
      const cause = await trippedBy(context)
      if (cause !== 'no') return cause
      if (deadline.signal.aborted) break
      await sleep(LOOK_EVERY_MS, { signal: context.signal })
    }
    throw new DeviceError('no-trip', `The supply did not trip within ${formatDuration(timeout)}.`)
  },
})

function trippedBy(context: KeywordContext) {
  return context.device().supply.tripped({ signal: context.signal })
}

/** Keywords of bench supplies. */
export const supplyLibrary = defineLibrary('Supply', supply.doc, [
  ...withPhrases(generateKeywords(supply), {
    'Supply Set': ['Set supply to {voltage} [with limit {limit}]'],
    'Supply Set Limit': ['Limit supply to {limit}'],
    'Supply Measure': ['Measure supply'],
    'Supply Protect': [
      'Let supply trip at {over_voltage} [and {over_current}]',
      'Let supply trip above {over_current}',
    ],
    'Supply Clear Trip': ['Clear trip of supply'],
  }),
  shouldBeBetween('voltage', fromSchema(voltage(), 'voltage'), { unit: 'V', example: '3.2 V' }),
  shouldBeBetween('current', fromSchema(current(), 'current'), { unit: 'A', example: '5 mA' }),
  shouldNotHaveTripped,
  waitUntilTrips,
])
