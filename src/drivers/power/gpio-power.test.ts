import { expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { avrBoard } from '../avr-board.ts'
import { gpioPower } from './gpio-power.ts'

/** Pins of one board switch the power that another would hang on; its own power is called after its driver. */
const drivers = (config: object) => ({
  relay: { driver: gpioPower, config },
  pins: { driver: avrBoard, config: { pace: 'fast' } },
})

test('a pin switches power, and is read back', async () => {
  await using trial = await openTrialDevice(drivers({ pin: 'PD2' }))
  const { device } = trial
  await device.call('pins.power', 'on')
  await device.call('relay', 'on')
  expect(await device.gpio.read('PD2')).toBe('high')
  expect(await device.call('relay', 'state')).toBe('on')
  await device.call('relay', 'cycle', { offTime: 1 })
  await device.call('relay', 'off')
  expect(await device.gpio.read('PD2')).toBe('low')
  await expect(device.call('relay', 'current')).rejects.toMatchObject({ code: 'no-meter' })
})
