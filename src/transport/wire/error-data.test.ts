import { expect, test } from 'vitest'
import { DeviceError, LabError, SuiteError } from '../../runtime/errors.ts'
import { errorFromData, errorToData } from './error-data.ts'

test.each([
  new SuiteError('wrong-argument', 'No.'),
  new DeviceError('no-boot', 'It is dark.', { device: 'Board', hint: 'Plug it in.' }),
  new LabError('open-failed', 'Not there.', { hint: 'Look\n  twice.' }),
])('$name keeps family, code, message, hint and device', (error) => {
  const { family, code, message, hint, device, name } = error
  const arrived = errorFromData(errorToData(error))
  expect(arrived).toMatchObject({ family, code, message, hint, device, name })
  expect(arrived).toBeInstanceOf(error.constructor)
  expect((arrived.cause as Error).stack).toBe(error.stack)
})

test('what a driver threw otherwise is the lab’s', () => {
  expect(errorFromData(errorToData(new TypeError('x is not a function')))).toMatchObject({
    ...{ family: 'lab', code: 'driver-failed', message: 'x is not a function' },
  })
  expect(errorFromData(errorToData('just text'))).toMatchObject({ family: 'lab', message: 'just text' })
})
