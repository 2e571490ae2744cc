import { DeviceError } from '../../../runtime/errors.ts'
import { gpio } from '../../../runtime/interfaces/gpio.ts'
import { oneOf, text, time } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional, withPhrases } from '../../catalogue/keyword.ts'

const NEEDS = { interface: 'gpio' } as const
const pin = arg('pin', text, 'Name of the pin, such as PB5.')
const level = arg('level', oneOf('high', 'low'), 'high or low.')

const keywords = [
  defineKeyword({
    name: 'Read Pin',
    phrases: ['Read pin {pin}'],
    doc: gpio.members.read.doc,
    ...NEEDS,
    arguments: [pin],
    run: (values, context) => context.device().gpio.read(values.pin, { signal: context.signal }),
  }),
  defineKeyword({
    name: 'Drive Pin',
    phrases: ['Drive pin {pin} {level}'],
    doc: gpio.members.drive.doc,
    ...NEEDS,
    arguments: [pin, level],
    run: (values, context) =>
      context.device().gpio.drive(values.pin, values.level, { signal: context.signal }),
  }),
  defineKeyword({
    name: 'Pulse Pin',
    phrases: ['Pulse pin {pin} {level} [for {time}]', 'Pulse pin {pin} [for {time}]'],
    doc: gpio.members.pulse.doc,
    ...NEEDS,
    arguments: [
      pin,
      optional('level', oneOf('high', 'low'), 'low', 'high or low.'),
      optional('time', time, 100, 'How long the pulse lasts.'),
    ],
    run: ({ pin: name, level: to, time: length }, context) =>
      context.device().gpio.pulse(name, { level: to, time: length, signal: context.signal }),
  }),
  defineKeyword({
    name: 'Release Pin',
    phrases: ['Release pin {pin}'],
    doc: gpio.members.release.doc,
    ...NEEDS,
    arguments: [pin],
    run: (values, context) => context.device().gpio.release(values.pin, { signal: context.signal }),
  }),
  defineKeyword({
    name: 'Pin Should Be',
    phrases: ['Pin {pin} should be {level}'],
    doc: 'Fails unless a pin has the given level.',
    ...NEEDS,
    arguments: [pin, level],
    run: async (values, context) => {
      const got = await context.device().gpio.read(values.pin, { signal: context.signal })
      if (got !== values.level)
        throw new DeviceError('pin-level', `Pin ${values.pin} should be ${values.level}, but it is ${got}.`)
    },
  }),
  defineKeyword({
    name: 'Wait For Edge',
    phrases: [
      'Wait for {edge} edge of pin {pin} [within {timeout}]',
      'Wait for edge of pin {pin} [within {timeout}]',
    ],
    doc: 'Waits until the level of a pin changes; returns what the edge was and how long it took.',
    ...NEEDS,
    arguments: [
      pin,
      optional('edge', oneOf('rising', 'falling', 'both'), 'both', 'rising, falling or both.'),
      optional('timeout', time, 5000, 'How long to wait at most.'),
    ],
    run: ({ pin: name, edge, timeout }, context) =>
      context.device().gpio.waitForEdge(name, { edge, timeout, signal: context.signal }),
  }),
]

/** Keywords for digital pins. */
export const gpioLibrary = defineLibrary('Gpio', gpio.doc, [
  ...keywords,
  ...withPhrases(generateKeywords(gpio), {
    'Gpio Edges': ['Watch {count} edges of pin {pin}'],
  }),
])
