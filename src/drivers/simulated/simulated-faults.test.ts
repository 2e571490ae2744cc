import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Device } from '../../runtime/device/device.ts'
import type { AnyDriver } from '../../runtime/driver.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { simulatedDrivers } from './simulated-drivers.ts'

function driver(name: string): AnyDriver {
  return simulatedDrivers.find((one) => one.type === `simulated-${name}`) as AnyDriver
}

/** A simulated device with all that faults bear on. */
function open(config: Readonly<Record<string, unknown>> = {}) {
  const names = ['power', 'console', 'shell', 'files', 'network', 'endpoints', 'gpio', 'faults']
  const settings: Readonly<Record<string, unknown>> = {
    endpoints: { ports: { web: { pages: { '/': 'hello' } } } },
    ...config,
  }
  const drivers = names.map((name) => [name, { driver: driver(name), config: settings[name] ?? {} }])
  return openTrialDevice(Object.fromEntries(drivers))
}

async function boot({ power, console }: Device): Promise<string> {
  await power.on()
  return console.readUntil('sim> ')
}

describe('a simulated device', () => {
  test('boots with its power, and answers lines', async () => {
    await using trial = await open({ console: { replies: { version: 'v1\nv2' } } })
    const { console, power } = trial.device
    await console.sendLine('version')
    expect(await boot(trial.device)).toBe('Simulated device\r\nReset cause: power-on\r\nsim> ')
    expect(await console.run('version', { prompt: 'sim> ' })).toBe('v1\nv2')
    expect(await console.run('echo a  b', { prompt: 'sim> ' })).toBe('a  b')
    expect(await console.run('what', { prompt: 'sim> ' })).toBe('unknown command: what')
    await power.off()
    await expect(console.readUntil('sim> ', { timeout: 30 })).rejects.toMatchObject({
      code: 'console-timeout',
    })
  })
})

describe('a brown-out', () => {
  test('restarts the device below its level, and not above', async () => {
    await using trial = await open()
    await boot(trial.device)
    await trial.device.faults.brownOut({ voltage: 3, time: 1 })
    await trial.device.faults.brownOut({ voltage: 2, time: 1 })
    expect(await trial.device.console.readUntil('sim> ')).toContain('Reset cause: brown-out')
    expect(trial.device.console.transcript().match(/brown-out/g)).toHaveLength(1)
  })

  test('needs the power on', async () => {
    await using trial = await open()
    await expect(trial.device.faults.brownOut()).rejects.toMatchObject({ code: 'device-off' })
  })
})

describe('a hang', () => {
  test('leaves calls without an answer until a power cycle', async () => {
    await using trial = await open()
    const { power, shell, faults, console } = trial.device
    await boot(trial.device)
    await faults.hang()
    await expect(shell.run('true', { signal: AbortSignal.timeout(30) })).rejects.toThrow()
    await expect(shell.run('true', { timeout: 20 })).rejects.toThrow('gave no answer within 20 ms')
    await console.sendLine('echo anyone')
    await power.cycle({ offTime: 1 })
    await console.readUntil('power-on')
    expect(await shell.run('true')).toMatchObject({ exitCode: 0 })
    expect(console.transcript()).not.toContain('anyone')
  })
})

describe('a boot loop', () => {
  test('goes on until the faults are ended', async () => {
    await using trial = await open()
    await boot(trial.device)
    await trial.device.faults.bootLoop({ every: 5 })
    for (let start = 0; start < 3; start++) await trial.device.console.readUntil('Reset cause: watchdog')
    await trial.device.faults.end()
    await trial.device.console.waitUntilQuiet({ quiet: 50 })
  })
})

describe('a device that is slow or fails', () => {
  test('is late by the time given', async () => {
    await using trial = await open()
    await trial.device.faults.slow(30)
    const began = performance.now()
    await trial.device.shell.run('true')
    expect(performance.now() - began).toBeGreaterThan(25)
    await trial.device.faults.end()
  })

  test('fails every n-th call', async () => {
    await using trial = await open()
    await trial.device.faults.failEvery(3)
    const calls = [1, 2, 3, 4, 5, 6].map(() => trial.device.shell.run('true'))
    const ends = await Promise.allSettled(calls)
    expect(ends.map(({ status }) => status === 'rejected')).toEqual([false, false, true, false, false, true])
    await trial.device.faults.failEvery(0)
    await trial.device.shell.run('true')
  })

  test('can be so from the start, one driver alone', async () => {
    await using trial = await open({ shell: { faults: { failEvery: 1 } }, files: { faults: { hung: true } } })
    await expect(trial.device.shell.run('true')).rejects.toMatchObject({
      code: 'simulated-fault',
      message: expect.stringContaining('board.shell.run failed, as every 1st call is to.'),
    })
    await expect(trial.device.files.get('/x', { signal: AbortSignal.timeout(20) })).rejects.toThrow()
    expect(await trial.device.network.interfaces()).toEqual(['eth0'])
  })
})

describe('a device that lies', () => {
  test('takes orders and does not follow them', async () => {
    await using trial = await open()
    const { faults, gpio, power } = trial.device
    await boot(trial.device)
    await faults.lie()
    await gpio.drive('D1', 'high')
    expect(await gpio.read('D1')).toBe('low')
    await power.off()
    expect([await power.state(), await power.current()]).toEqual(['off', 0.1])
    await faults.end()
    expect(await power.state()).toBe('on')
  })
})

describe('the console', () => {
  test('loses and damages bytes alike for the same seed', async () => {
    const noisy = async (seed: number) => {
      await using trial = await open()
      await trial.device.faults.uartNoise(0.3, { lose: 0.2, seed })
      await trial.device.power.on()
      await expect.poll(() => trial.device.console.transcript().length).toBeGreaterThan(10)
      return trial.device.console.transcript()
    }
    const [first, again, other] = [await noisy(1), await noisy(1), await noisy(2)]
    expect(first).toBe(again)
    expect(first).not.toBe(other)
    expect(first.length).toBeLessThan('Simulated device\r\nReset cause: power-on\r\nsim> '.length)
  })

  test('goes away and comes back, with marks in the record', async () => {
    await using trial = await open()
    await boot(trial.device)
    const gap = trial.device.faults.consoleGap({ time: 300 })
    await expect.poll(() => trial.device.console.log.marks.length, { interval: 10 }).toBe(1)
    await trial.device.console.sendLine('echo gone')
    await gap
    await trial.device.console.sendLine('echo here')
    await trial.device.console.readUntil('\nhere')
    expect(trial.device.console.transcript()).not.toContain('gone')
    const marks = trial.device.console.log.marks.map(({ text }) => text)
    expect(marks[0]).toBe('the console went away')
    expect(marks.at(-1)).toBe('the console is back')
  })
})

describe('network and disk', () => {
  test('are lost and full until the faults are ended', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hilwright-fault-'))
    const file = join(folder, 'file')
    writeFileSync(file, 'content')
    await using trial = await open()
    const { endpoints, faults, files, network } = trial.device
    await faults.loseNetwork()
    await faults.fillDisk()
    expect(await network.link('eth0')).toMatchObject({ state: 'down' })
    await expect(network.lease('eth0')).rejects.toMatchObject({ code: 'dhcp-failed' })
    await expect(endpoints.request('web')).rejects.toThrow('the network of board is lost')
    await expect(files.put(file, '/x')).rejects.toThrow('no space is left on board')
    await faults.end()
    expect(await endpoints.request('web')).toMatchObject({ status: 200, body: 'hello' })
    expect(await files.put(file, '/x')).toMatchObject({ bytes: 7 })
    rmSync(folder, { recursive: true })
  })

  test('a lost network comes back after its time', async () => {
    await using trial = await open()
    const lost = trial.device.faults.loseNetwork({ time: 20 })
    await expect(trial.device.network.waitForLink('eth0', { state: 'down' })).resolves.toBeUndefined()
    await lost
    await trial.device.network.waitForLink('eth0')
  })
})
