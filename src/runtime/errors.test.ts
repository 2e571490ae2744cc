import { expect, test } from 'vitest'
import { DeviceError, HilError, LabError, messageOf, SuiteError } from './errors.ts'

test.each([
  [SuiteError, 'suite', 'SuiteError'],
  [DeviceError, 'device', 'DeviceError'],
  [LabError, 'lab', 'LabError'],
] as const)('%o tells its family', (Class, family, name) => {
  const error = new Class('some-code', 'It failed.')
  expect(error).toBeInstanceOf(HilError)
  expect([error.family, error.name, error.code, error.message, error.hint, error.device]).toEqual([
    ...[family, name, 'some-code', 'It failed.', undefined, undefined],
  ])
  expect('cause' in error).toBe(false)
})

test('the hint stands below the message; cause and device are kept', () => {
  const cause = new Error('why')
  const error = new LabError('c', 'It failed.', { hint: 'Try again.', cause, device: 'Board' })
  expect(error).toMatchObject({
    message: 'It failed.\n  Try again.',
    hint: 'Try again.',
    cause,
    device: 'Board',
  })
})

test('whatever was thrown has a message', () => {
  expect([new TypeError('x'), 'text', undefined, null, 7].map(messageOf)).toEqual([
    'x',
    'text',
    'undefined',
    'null',
    '7',
  ])
})
