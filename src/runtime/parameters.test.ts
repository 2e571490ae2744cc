import { expect, test } from 'vitest'
import { z } from 'zod'
import { call, param } from './interface.ts'
import { convertParameters, parametersSchema } from './parameters.ts'
import { duration } from './units.ts'

const shine = call({
  doc: 'Shines.',
  params: [param('colour', z.enum(['red', 'blue']), 'Which.')],
  options: { time: duration().default(1000) },
  result: z.void(),
})
const convert = (given: object) => convertParameters('lamp.shine', shine, given)

test('values are converted, and what is left out or undefined gets its default', () => {
  expect(convert({ colour: 'red', time: '2 s' })).toEqual({ colour: 'red', time: 2000 })
  expect(convert({ colour: 'red', time: undefined })).toEqual({ colour: 'red', time: 1000 })
})

test('everything that is wrong is named at once', () => {
  expect(() => convert({ time: 'soon', colr: 'red' })).toThrow(
    'lamp.shine cannot be called like this: colour: Invalid option: expected one of "red"|"blue"; time: expected a duration such as "500 ms", got "soon"; parameters: Unrecognized key: "colr".',
  )
})

test('the schema is made once', () => {
  expect(parametersSchema(shine)).toBe(parametersSchema(shine))
})
