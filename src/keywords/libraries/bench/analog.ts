import { DeviceError } from '../../../runtime/errors.ts'
import { analog } from '../../../runtime/interfaces/analog.ts'
import { voltage } from '../../../runtime/units.ts'
import { fromSchema, text } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional } from '../../catalogue/keyword.ts'

const NEEDS = { interface: 'analog' } as const
const channel = arg('channel', text, 'Name of the channel, such as ADC0.')
const volts = fromSchema(voltage(), 'voltage')

const keywords = [
  defineKeyword({
    name: 'Apply Voltage',
    phrases: ['Apply {voltage} to {channel}'],
    doc: analog.members.apply.doc,
    ...NEEDS,
    arguments: [channel, arg('voltage', volts, 'The voltage, such as 1.5 V.')],
    run: (values, context) =>
      context.device().analog.apply(values.channel, values.voltage, { signal: context.signal }),
  }),
  defineKeyword({
    name: 'Measure Voltage',
    phrases: ['Measure voltage of {channel}'],
    doc: 'Measures the voltage at a channel; returns volts.',
    ...NEEDS,
    arguments: [channel],
    run: (values, context) => context.device().analog.measure(values.channel, { signal: context.signal }),
  }),
  defineKeyword({
    name: 'Voltage Should Be Between',
    phrases: [
      'Voltage of {channel} should be between {low} and {high}',
      'Voltage should be between {low} and {high} [at {channel}]',
    ],
    doc: 'Measures the supply voltage, or the voltage at a channel, and fails unless it lies between two values. Returns the value in volts.',
    ...NEEDS,
    arguments: [
      arg('low', volts, 'The lowest value allowed, as in 3.1 V.'),
      arg('high', volts, 'The highest value allowed.'),
      optional('channel', text, 'VCC', 'Name of the channel; the supply if left out.'),
    ],
    run: async (values, context) => {
      const measured = await context.device().analog.measure(values.channel, { signal: context.signal })
      if (measured >= values.low && measured <= values.high) return measured
      const message = `${values.channel} is at ${measured} V; expected between ${values.low} V and ${values.high} V.`
      throw new DeviceError('out-of-limits', message)
    },
  }),
]

/** Keywords for analog channels. */
export const analogLibrary = defineLibrary('Analog', analog.doc, [...keywords, ...generateKeywords(analog)])
