import { afterEach, describe, expect, test } from 'vitest'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { canOpenPty, openTrialPty } from '../../runtime/testing/trial-pty.ts'
import { createTrialSupply, type TrialSupply } from '../scpi-supply/trial-supply.ts'
import { scpiSupply } from './scpi-supply.ts'

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

async function open(config: object): Promise<TrialDevice['device']> {
  const trial = await openTrialDevice({ psu: { driver: scpiSupply, config } })
  opened.push(trial)
  return trial.device
}

async function overTcp(config: object = {}): Promise<{ bench: TrialSupply; device: TrialDevice['device'] }> {
  const bench = createTrialSupply()
  opened.push(bench.instrument)
  const port = await bench.instrument.listen()
  return { bench, device: await open({ host: '127.0.0.1', port, ...config }) }
}

describe.each([
  ['scpi', {}, 0],
  ['scpi with channels', { channel: 2 }, 1],
  ['rigol', { model: 'rigol', channel: 2 }, 1],
] as const)('%s', (_name, config, index) => {
  test('voltage and limit are set, the output is switched, and what it gives is measured', async () => {
    const { bench, device } = await overTcp(config)
    const output = bench.outputs[index]
    await device.supply.set(3.3, { limit: 0.5 })
    expect(output).toMatchObject({ voltage: 3.3, limit: 0.5, on: false })
    await device.power.on()
    expect(await device.supply.settings()).toEqual({ voltage: 3.3, limit: 0.5, output: 'on' })
    const measured = await device.supply.measure()
    expect(measured.voltage).toBeCloseTo(3.3)
    expect(measured.current).toBeCloseTo(0.033)
    expect(measured.power).toBeCloseTo(0.1089)
    expect(await device.power.current()).toBeCloseTo(0.033)
    await device.power.cycle({ offTime: 1 })
    expect(await device.power.state()).toBe('on')
    expect(bench.outputs[1 - index]).toMatchObject({ voltage: 0, on: false })
  })

  test('trips are told, and stand in the way until they are cleared', async () => {
    const { bench, device } = await overTcp(config)
    const output = bench.outputs[index]
    await device.supply.set(5, { limit: 2 })
    await device.supply.protect({ overVoltage: 6, overCurrent: 0.5 })
    expect(output).toMatchObject({ overVoltage: 6, overCurrent: 0.5 })
    output.load = 5
    await expect(device.power.on()).rejects.toMatchObject({ code: 'supply-tripped', family: 'device' })
    expect(await device.supply.tripped()).toBe('over-current')
    expect(await device.power.state()).toBe('off')
    output.load = 100
    await device.supply.clearTrip()
    await device.power.on()
    await device.supply.setLimit(1)
    expect([await device.supply.tripped(), output.limit]).toEqual(['no', 1])
    await device.power.off()
    await device.supply.set(8)
    await expect(device.power.on()).rejects.toThrow(/has tripped: over voltage/)
  })
})

describe('faults', () => {
  test('a supply that does not take a value is told', async () => {
    const { bench, device } = await overTcp()
    bench.fault = 'lies'
    const failure = device.supply.set(5)
    await expect(failure).rejects.toMatchObject({ code: 'supply-not-set', family: 'lab' })
    await expect(failure).rejects.toThrow(/was set to 5 V, and says that it is set to 0 V/)
    await expect(device.supply.setLimit(2)).rejects.toThrow(/set to 2 A, and says that it is set to 1 A/)
  })

  test('a value out of range is refused by the supply', async () => {
    const { device } = await overTcp()
    await expect(device.supply.set(31)).rejects.toMatchObject({ code: 'instrument-error' })
    await expect(device.supply.set(31)).rejects.toThrow(/"VOLT 31".*-222/)
  })

  test('a supply without protection says so', async () => {
    const { device } = await overTcp({ commands: {} })
    await expect(device.supply.protect({ overCurrent: 1 })).rejects.toMatchObject({ code: 'supply-cannot' })
    expect(await device.supply.tripped()).toBe('no')
  })
})

test.skipIf(!canOpenPty)('a supply on a serial port is the same', async () => {
  const pty = await openTrialPty()
  opened.push(pty)
  const bench = createTrialSupply()
  bench.instrument.attach(pty.stream)
  const device = await open({ path: pty.path })
  await device.supply.set(12, { limit: 0.25 })
  await device.power.on()
  expect(bench.outputs[0]).toMatchObject({ voltage: 12, limit: 0.25, on: true })
})

test('commands that do not know their channel are refused', () => {
  const fails = (config: object) =>
    JSON.stringify(scpiSupply.config.safeParse({ host: 'psu', ...config }).error?.issues ?? 'fine')
  expect(fails({ channel: 2, commands: {} })).toContain('no command has a {channel}')
  expect(fails({ channel: 2, commands: { select: 'INST CH{channel}' } })).toBe('"fine"')
  expect(fails({ commands: { on: 'OUTP {state}' } })).toContain('the placeholders are {value} and {channel}')
})
