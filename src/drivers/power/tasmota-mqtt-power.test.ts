import { describe, expect, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { startAedes, startMosquitto, type TrialBroker } from '../power-mqtt/trial-brokers.ts'
import { startTasmota } from '../power-mqtt/trial-tasmota.ts'
import { tasmotaMqttPower } from './tasmota-mqtt-power.ts'

const plug = (broker: string, config: object = {}) => ({
  power: { driver: tasmotaMqttPower, config: { broker, topic: 'desk', ...config } },
})
describe('a Tasmota device behind aedes', () => behaves(startAedes))
describe.skipIf(!installed('mosquitto'))('a Tasmota device behind mosquitto', () => behaves(startMosquitto))

function behaves(startBroker: () => Promise<TrialBroker>): void {
  test('is switched, asked and measured', async () => {
    await using broker = await startBroker()
    await using device = await startTasmota(broker.url, 'desk')
    await using trial = await openTrialDevice(plug(broker.url, { outlet: 2 }))
    const { power } = trial.device
    await power.on()
    expect([[...device.on], await power.state()]).toEqual([['2'], 'on'])
    expect(await power.current()).toBe(0.5)
    await power.off()
    expect([[...device.on], await power.state()]).toEqual([[], 'off'])
  })

  test('that does not switch, is silent, or left the broker, is told', async () => {
    await using broker = await startBroker()
    const device = await startTasmota(broker.url, 'desk')
    const trial = await openTrialDevice(plug(broker.url, { timeout: '500 ms' }))
    const { power } = trial.device
    device.fault = 'stuck'
    await expect(power.on()).rejects.toMatchObject({ code: 'power-not-switched' })
    device.fault = 'silent'
    const failure = power.on()
    await expect(failure).rejects.toMatchObject({ code: 'power-timeout' })
    await expect(failure).rejects.toThrow('Asked last: publish cmnd/desk/POWER1 "ON" – nothing came')
    const patient = await openTrialDevice(plug(broker.url, { timeout: '1 h' }))
    const cutOff = expect(patient.device.power.state()).rejects.toThrow('desk is not connected to the broker')
    await device[Symbol.asyncDispose]()
    await cutOff
    const offline = expect.poll(() => power.on().catch(String), { timeout: 20_000 })
    await offline.toMatch(/desk is not connected to the broker.\n.*came: tele\/desk\/LWT Offline/)
    for (const one of [patient, trial])
      await expect(one[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'close-failed' })
  })
}

test('a broker that is not there, and one that does not take the password, are told', async () => {
  await expect(openTrialDevice(plug('mqtt://127.0.0.1:9'))).rejects.toThrow(
    /broker at mqtt:\/\/127\.0\.0\.1:9 cannot be used: .*ECONNREFUSED/,
  )
  await using broker = await startAedes('right')
  const failure = openTrialDevice(plug(broker.url, { username: 'me', password: 'wrong1' }))
  await expect(failure).rejects.toMatchObject({ code: 'mqtt-failed' })
  await expect(failure).rejects.toThrow(/Bad username or password|Not authorized/)
  await expect(failure).rejects.not.toThrow(/wrong1/)
})
