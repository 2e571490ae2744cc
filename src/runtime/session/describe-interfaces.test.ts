import { expect, test } from 'vitest'
import { gpio } from '../interfaces/gpio.ts'
import { power } from '../interfaces/power.ts'
import { storage } from '../interfaces/storage.ts'
import { trialBench } from '../testing/trial-bench.ts'
import { lamp, TrialLamp } from '../testing/trial-lamp.ts'
import { describeInterface, describeInterfaces } from './describe-interfaces.ts'

test('a call has its parameters, their documentation, units and defaults, and its result', () => {
  expect(describeInterface(lamp).members.shine).toEqual({
    kind: 'call',
    doc: 'Tells how it would shine.',
    params: {
      type: 'object',
      properties: {
        colour: { type: 'string', description: 'Which colour.' },
        time: {
          ...{ type: ['number', 'string'], description: 'How long.', default: 1000 },
          ...{ unit: 'ms', quantity: 'duration' },
        },
      },
      required: ['colour'],
      additionalProperties: false,
    },
    result: { type: 'string' },
  })
})

test('required parameters come first, in their order', () => {
  const params = describeInterface(gpio).members.drive?.params
  expect(params).toMatchObject({ required: ['pin', 'level'] })
  expect(Object.keys(params?.properties as object)).toEqual(['pin', 'level'])
})

test('nothing, bytes and streams are told apart from anything', () => {
  expect(describeInterface(power).members.on?.result).toEqual({ type: 'null' })
  expect(describeInterface(storage).members.read?.result).toEqual({ format: 'bytes' })
  expect(describeInterface(lamp).members.echo?.result).toEqual({})
  expect(describeInterface(lamp).members.talk).toEqual({
    kind: 'bytes',
    doc: 'Says what the test makes it say.',
  })
})

test('what changes nothing says so', () => {
  const { state, off, readings } = describeInterface(power).members
  expect([state?.readOnly, off?.readOnly, readings?.readOnly]).toEqual([true, undefined, true])
})

test('an interface of a thousand devices is described once, and its data is JSON', () => {
  const { driver } = new TrialLamp('bulb')
  const names = Array.from({ length: 1000 }, (_, index) => [`Lamp${index}`, [driver]] as const)
  const interfaces = describeInterfaces(trialBench(Object.fromEntries(names)))
  expect(Object.keys(interfaces)).toEqual(['lamp'])
  expect(JSON.parse(JSON.stringify(interfaces))).toEqual(interfaces)
})
