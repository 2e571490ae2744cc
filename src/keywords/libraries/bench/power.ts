import { DeviceError } from '../../../runtime/errors.ts'
import { power } from '../../../runtime/interfaces/power.ts'
import { current } from '../../../runtime/units.ts'
import { fromSchema, oneOf } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, withPhrases } from '../../catalogue/keyword.ts'

const amperes = fromSchema(current(), 'current')

const stateShouldBe = defineKeyword({
  name: 'Power State Should Be',
  phrases: ['Power should be {state}'],
  doc: 'Fails unless the power is in the given state.',
  interface: 'power',
  arguments: [arg('state', oneOf('on', 'off'), 'on or off.')],
  run: async ({ state }, context) => {
    const got = await context.device().power.state({ signal: context.signal })
    if (got !== state) throw new DeviceError('power-state', `The power should be ${state}, but it is ${got}.`)
  },
})

const currentShouldBeBetween = defineKeyword({
  name: 'Current Should Be Between',
  phrases: ['Current should be between {low} and {high}'],
  doc: 'Measures the current that the device draws and fails unless it lies between two values. Returns the value in amperes.',
  interface: 'power',
  arguments: [
    arg('low', amperes, 'The lowest value allowed, as in 5 mA.'),
    arg('high', amperes, 'The highest value allowed.'),
  ],
  run: async ({ low, high }, context) => {
    const measured = await context.device().power.current({ signal: context.signal })
    if (measured >= low && measured <= high) return measured
    const message = `The device draws ${milliamperes(measured)}; expected between ${milliamperes(low)} and ${milliamperes(high)}.`
    throw new DeviceError('out-of-limits', message)
  },
})

/** Keywords that supply and cut power. */
export const powerLibrary = defineLibrary('Power', power.doc, [
  ...withPhrases(generateKeywords(power), {
    'Power Cycle': ['Power off for {off_time}', 'Power cycle with {off_time} off'],
    'Power Current': ['Measure current'],
    'Power Readings': ['Take {count} power readings [every {every}]'],
  }),
  stateShouldBe,
  currentShouldBeBetween,
])

function milliamperes(amperesValue: number): string {
  return `${Number((amperesValue * 1000).toFixed(2))} mA`
}
