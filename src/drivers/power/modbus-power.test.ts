import { describe, expect, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { startModbusRtu, startModbusTcp, TRIAL_UNIT } from '../power-lines/trial-modbus.ts'
import { modbusPower } from './modbus-power.ts'

const coil = (config: object) => ({
  power: { driver: modbusPower, config: { unit: TRIAL_UNIT, coil: 7, ...config } },
})

describe('a coil over TCP', () => {
  test('is written and read back', async () => {
    await using relays = await startModbusTcp()
    await using trial = await openTrialDevice(coil({ host: '127.0.0.1', port: relays.port }))
    const { power } = trial.device
    await power.on()
    expect([[...relays.on], await power.state()]).toEqual([[7], 'on'])
    await power.cycle({ offTime: 1 })
    expect([...relays.on]).toEqual([7])
  })

  test('a relay that the device hangs on while it is off is the other way round', async () => {
    await using relays = await startModbusTcp()
    await using trial = await openTrialDevice(
      coil({ host: '127.0.0.1', port: relays.port, normallyClosed: true }),
    )
    const { power } = trial.device
    expect(await power.state()).toBe('on')
    await power.off()
    expect([[...relays.on], await power.state()]).toEqual([[7], 'off'])
  })

  test('one that sticks, refuses or is silent is told', async () => {
    await using relays = await startModbusTcp()
    await using trial = await openTrialDevice(
      coil({ host: '127.0.0.1', port: relays.port, timeout: '300 ms' }),
    )
    const { power } = trial.device
    relays.fault = 'stuck'
    await expect(power.on()).rejects.toMatchObject({ code: 'power-not-switched' })
    relays.fault = 'refuses'
    await expect(power.on()).rejects.toThrow(
      /refused.\n {2}Asked last: write coil 7 on – came: Modbus exception 6/,
    )
    relays.fault = 'silent'
    await expect(power.on()).rejects.toMatchObject({ code: 'power-timeout' })
    relays.fault = undefined
  })

  test('a device that is not there is told', async () => {
    const trial = await openTrialDevice(coil({ host: '127.0.0.1', port: 9 }))
    await expect(trial.device.power.on()).rejects.toMatchObject({ code: 'link-failed' })
    await expect(trial[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'close-failed' })
  })
})

describe.skipIf(!installed('socat'))('a coil over a serial line', () => {
  test('is written and read back, by two devices on one line too', async () => {
    await using relays = await startModbusRtu()
    await using one = await openTrialDevice(coil({ path: relays.path, timeout: '20 s' }))
    await using two = await openTrialDevice(coil({ path: relays.path, timeout: '20 s', coil: 8 }))
    await Promise.all([one.device.power.on(), two.device.power.on()])
    expect([...relays.on].sort()).toEqual([7, 8])
    await one.device.power.off()
    expect([await one.device.power.state(), await two.device.power.state()]).toEqual(['off', 'on'])
  })
})
