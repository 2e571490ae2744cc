import { afterEach, describe, expect, test } from 'vitest'
import type { AnyDriver } from '../../runtime/driver.ts'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { installTrialTools, type TrialTools } from '../pin-tools/trial-tools.ts'
import { linuxGpio } from './linux-gpio.ts'
import { linuxI2c } from './linux-i2c.ts'
import { linuxSpi } from './linux-spi.ts'

const open: (AsyncDisposable | Disposable)[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse())
    if (Symbol.asyncDispose in one) await one[Symbol.asyncDispose]()
    else one[Symbol.dispose]()
})

async function openDriver(driver: AnyDriver, config: object) {
  const trial = await openTrialDevice({ it: { driver, config } })
  open.push(trial)
  return trial.device
}

function tools(scripts: Readonly<Record<string, string>>): TrialTools {
  const trial = installTrialTools(scripts)
  open.push(trial)
  return trial
}

const GPIO = (version: string, monitor: string) => ({
  gpioget: `case "$1" in --version) echo "gpioget (libgpiod) ${version}";; *) cat "$STATE/level";; esac`,
  gpioset:
    'trap "rm -f $STATE/driven; exit 0" TERM; echo "$*" > "$STATE/driven"; while :; do sleep 0.01; done',
  gpiomon: monitor,
})
const FIRST = GPIO('v1.6.3', 'echo "0 100.000000005"; echo "1 100.250000000"; exec sleep 60')
const SECOND = GPIO('v2.2.1', 'echo "2 100.000000005"; echo "1 100.250000000"; exec sleep 60')

describe.each([
  ['libgpiod 1', FIRST, 'gpioget gpiochip0 17', '--mode=signal gpiochip0 17=1'],
  ['libgpiod 2', SECOND, 'gpioget --numeric --chip gpiochip0 17', '--chip gpiochip0 17=1'],
])('pins by %s', (_name, scripts, reading, driving) => {
  test('a pin is read, driven for as long as it is wanted, and released', async () => {
    const trial = tools(scripts)
    trial.put('level', '1\n')
    const { gpio } = await openDriver(linuxGpio, { pins: { reset: 17 } })
    expect(await gpio.read('reset')).toBe('high')
    expect(trial.calls).toContain(reading)
    await gpio.drive('reset', 'high')
    await expect.poll(() => trial.has('driven')).toBe(true)
    expect(trial.calls).toContain(`gpioset ${driving}`)
    await gpio.release('reset')
    expect(trial.has('driven')).toBe(false)
  })

  test('edges come with their time, and the first of a kind ends a wait', async () => {
    tools(scripts)
    const { gpio } = await openDriver(linuxGpio, { pins: { ready: 17 } })
    const edges: unknown[] = []
    for await (const edge of gpio.edges('ready')) if (edges.push(edge) === 2) break
    expect(edges).toEqual([
      { edge: 'falling', time: 100_000.000005 },
      { edge: 'rising', time: 100_250 },
    ])
    expect(await gpio.waitForEdge('ready', { edge: 'rising' })).toMatchObject({ edge: 'rising' })
  })

  test('an edge that does not come, and a pin that nobody named, are told', async () => {
    tools({ ...scripts, gpiomon: 'exec sleep 60' })
    const { gpio } = await openDriver(linuxGpio, { pins: { ready: 17 } })
    await expect(gpio.waitForEdge('ready', { edge: 'falling', timeout: 50 })).rejects.toThrow(
      'Pin ready had no falling edge within 50 ms.',
    )
    await expect(gpio.read('redy')).rejects.toThrow(/names no pin "redy"[\s\S]*"ready"/)
  })
})

test('a line is released when the device closes', async () => {
  const trial = tools(FIRST)
  const device = await openTrialDevice({ it: { driver: linuxGpio, config: { pins: { reset: 1 } } } })
  await device.device.gpio.drive('reset', 'low')
  await expect.poll(() => trial.has('driven')).toBe(true)
  await device[Symbol.asyncDispose]()
  expect(trial.has('driven')).toBe(false)
})

// A chip of 256 bytes at 0x48: what is written sets the register and then bytes.
const I2C_TRANSFER = `
case "$*" in
  "-y 1 w1@0x48 0x10 r2") echo "0xab 0x01";;
  "-y 1 w3@0x48 0x10 0xab 0x01") ;;
  "-y 1 r1@0x48") echo "0x07";;
  *) echo "Error: Sending messages failed: Remote I/O error" >&2; exit 1;;
esac`
const I2C_DETECT = `cat <<'END'
     0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f
00:                         08 -- -- -- -- -- -- -- 
10: -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- 
40: -- -- -- -- -- -- -- -- 48 -- -- -- -- -- -- UU 
70: -- -- -- -- -- -- -- 77                         
END`

describe('I2C', () => {
  test('bytes are written and read in one transaction', async () => {
    tools({ i2ctransfer: I2C_TRANSFER })
    const { i2c } = await openDriver(linuxI2c, { bus: 1 })
    expect(await i2c.transfer('0x48', { write: '10', read: 2 })).toEqual(new Uint8Array([0xab, 1]))
    expect(await i2c.transfer(0x48, { write: '10 AB 01' })).toEqual(new Uint8Array())
    expect(await i2c.transfer('72', { read: 1 })).toEqual(new Uint8Array([7]))
  })

  test('a chip that does not answer is told, and so is a transfer of nothing', async () => {
    tools({ i2ctransfer: I2C_TRANSFER })
    const { i2c } = await openDriver(linuxI2c, { bus: 1 })
    await expect(i2c.transfer(0x50, { read: 1 })).rejects.toThrow(
      /"i2ctransfer -y 1 r1@0x50" failed: Error: Sending messages failed: Remote I\/O error/,
    )
    await expect(i2c.transfer(0x50)).rejects.toMatchObject({ code: 'nothing-to-transfer' })
  })

  test('a scan gives the addresses that answer, also those of the kernel', async () => {
    tools({ i2cdetect: I2C_DETECT })
    const { i2c } = await openDriver(linuxI2c, { bus: 1 })
    expect(await i2c.scan()).toEqual([0x08, 0x48, 0x4f, 0x77])
  })
})

describe('SPI', () => {
  test('as many bytes come back as were sent', async () => {
    const trial = tools({ 'spi-config': '', 'spi-pipe': 'exec tr "\\237" "\\000"' })
    const { spi } = await openDriver(linuxSpi, { path: '/dev/spidev0.0', mode: 3, speed: '2 MHz' })
    expect(await spi.transfer('9F 01 02')).toEqual(new Uint8Array([0, 1, 2]))
    expect(trial.calls).toEqual([
      'spi-config -d /dev/spidev0.0 -m 3 -s 2000000',
      'spi-pipe -d /dev/spidev0.0 -s 2000000 -b 3 -n 1',
    ])
  })

  test('an answer that is cut short is no answer', async () => {
    tools({ 'spi-config': '', 'spi-pipe': 'exec head -c 1' })
    const { spi } = await openDriver(linuxSpi, { path: '/dev/spidev0.0' })
    await expect(spi.transfer('01 02')).rejects.toThrow('/dev/spidev0.0 gave 1 bytes; expected 2.')
  })
})

describe('the real programs, where there is no hardware', () => {
  test.skipIf(!installed('i2ctransfer'))('i2ctransfer names the bus that is missing', async () => {
    const { i2c } = await openDriver(linuxI2c, { bus: 99 })
    await expect(i2c.transfer(0x48, { read: 1 })).rejects.toThrow(/Could not open file.*\/dev\/i2c-99/)
  })

  test.skipIf(!installed('gpioget'))('gpioget complains about a chip that is missing', async () => {
    const { gpio } = await openDriver(linuxGpio, { chip: 'gpiochip99', pins: { a: 1 } })
    const failed = { code: 'bus-tool-failed', family: 'lab' }
    await expect(gpio.read('a')).rejects.toMatchObject(failed)
    await expect(gpio.drive('a', 'high')).rejects.toMatchObject(failed)
    await expect(gpio.waitForEdge('a')).rejects.toMatchObject(failed)
  })

  test.skipIf(!installed('spi-config'))('spi-config complains about a file that is missing', async () => {
    await expect(openDriver(linuxSpi, { path: '/dev/spidev99.0' })).rejects.toThrow(/No such file/)
  })
})
