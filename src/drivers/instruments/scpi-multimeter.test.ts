import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { canOpenPty, openTrialPty } from '../../runtime/testing/trial-pty.ts'
import { type TrialCommands, TrialInstrument } from '../scpi/trial-instrument.ts'
import { scpiMultimeter } from './scpi-multimeter.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

const COMMANDS: TrialCommands = {
  'MEASure:VOLTage:DC?': ([range]) =>
    range === '1000' ? -222 : range === '0.1' ? '9.90000000E+37' : '+3.30125000E+00',
  'MEASure:RESistance?': () => '+4.70000000E+03',
  'MEASure:CURRent:DC?': () => 'not a number',
}

async function openMeter(config: object): Promise<TrialDevice> {
  const trial = await openTrialDevice({ meter: { driver: scpiMultimeter, config } })
  open.push(trial)
  return trial
}

async function meterOverTcp(config: object = {}) {
  const instrument = new TrialInstrument(COMMANDS)
  open.push(instrument)
  const port = await instrument.listen()
  const { device } = await openMeter({ host: '127.0.0.1', port, ...config })
  return { instrument, meter: device.measurement }
}

describe('over TCP', () => {
  test('values come with their units, and the identity in parts', async () => {
    const { meter, instrument } = await meterOverTcp()
    expect(await meter.measure('dc-voltage')).toEqual({ value: 3.30125, unit: 'V' })
    expect(await meter.measure('resistance', { range: 10_000 })).toEqual({ value: 4700, unit: 'Ohm' })
    expect(instrument.heard).toContain('MEAS:RES? 10000')
    expect(await meter.identity()).toEqual({
      ...{ manufacturer: 'ACME', model: 'DMM1', serialNumber: 'SN42', firmware: '1.7' },
    })
  })

  test('readings come again and again', async () => {
    const { meter } = await meterOverTcp()
    const values: number[] = []
    for await (const { value } of meter.readings('dc-voltage', { every: 1 }))
      if (values.push(value) === 3) break
    expect(values).toEqual([3.30125, 3.30125, 3.30125])
  })

  test('questions that come at once are asked one after the other', async () => {
    const { meter } = await meterOverTcp()
    const both = await Promise.all([meter.measure('dc-voltage'), meter.measure('resistance')])
    expect(both.map(({ value }) => value)).toEqual([3.30125, 4700])
  })

  test('a question that the instrument does not know is told by its error queue, and the next one works', async () => {
    const { meter } = await meterOverTcp({ timeout: '100 ms' })
    await expect(meter.measure('frequency')).rejects.toThrow(
      /^127\.0\.0\.1:\d+ answers "MEAS:FREQ\?" with an error: -113 Undefined header\./,
    )
    expect(await meter.measure('dc-voltage')).toEqual({ value: 3.30125, unit: 'V' })
  })

  test('a value out of range is refused by the instrument', async () => {
    const { meter } = await meterOverTcp({ timeout: '100 ms' })
    await expect(meter.measure('dc-voltage', { range: 1000 })).rejects.toMatchObject({
      code: 'instrument-error',
      message: expect.stringContaining('-222 Data out of range'),
    })
  })

  test('an overload and an answer that is no number are errors, not values', async () => {
    const { meter } = await meterOverTcp()
    await expect(meter.measure('dc-voltage', { range: 0.1 })).rejects.toMatchObject({
      code: 'measurement-overload',
    })
    await expect(meter.measure('dc-current')).rejects.toMatchObject({ code: 'instrument-answer' })
  })

  test('a meter that is switched off and on again is found again', async () => {
    const { meter, instrument } = await meterOverTcp()
    instrument.hangUp()
    await expect(meter.measure('dc-voltage')).rejects.toMatchObject({ code: 'link-closed' })
    expect(await meter.measure('dc-voltage')).toEqual({ value: 3.30125, unit: 'V' })
  })

  test('a port where nothing listens is told with a hint', async () => {
    await expect(openMeter({ host: '127.0.0.1', port: 1 })).rejects.toThrow(
      /127\.0\.0\.1:1 cannot be opened: .*ECONNREFUSED/,
    )
  })

  test('what listens but never answers is told in time', async () => {
    const silent = await silentPort()
    await expect(openMeter({ host: '127.0.0.1', port: silent, timeout: 50 })).rejects.toThrow(
      /did not answer "\*IDN\?" within 50 ms/,
    )
  })

  test('a configuration with neither or both places is refused', () => {
    for (const config of [{}, { host: 'a', path: '/dev/ttyUSB0' }])
      expect(scpiMultimeter.config.safeParse(config).error?.issues[0]?.message).toBe(
        'give either host or path',
      )
  })
})

async function silentPort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push({ [Symbol.asyncDispose]: async () => void server.close() })
  const address = server.address() as { port: number }
  await once(
    connect(address)
      .on('error', () => {})
      .end(),
    'close',
  )
  return address.port
}

describe.skipIf(!canOpenPty)('over a serial port', () => {
  test('values come, and an answer that comes too late is not taken for the next', async () => {
    const pty = await openTrialPty()
    open.push(pty)
    let late = ''
    const instrument = new TrialInstrument({
      ...COMMANDS,
      'MEASure:FREQuency?': () => {
        late = '5.0E+01\n'
        return undefined
      },
      '*IDN?': () => `${late}ACME,DMM1,SN42,1.7`,
    })
    instrument.attach(pty.stream)
    const { device } = await openMeter({ path: pty.path, baudRate: '115200 baud', timeout: '300 ms' })
    expect((await device.measurement.measure('dc-voltage')).value).toBe(3.30125)
    await expect(device.measurement.measure('frequency')).rejects.toMatchObject({ code: 'instrument-silent' })
    expect((await device.measurement.measure('resistance')).value).toBe(4700)
  })

  test('a USB device file is spoken to in messages', async () => {
    const pty = await openTrialPty()
    open.push(pty)
    const instrument = new TrialInstrument(COMMANDS)
    instrument.attach(pty.stream)
    const folder = mkdtempSync(join(tmpdir(), 'hilwright-usbtmc-'))
    open.push({ [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }) })
    symlinkSync(pty.path, join(folder, 'usbtmc0'))
    const { device } = await openMeter({ path: join(folder, 'usbtmc0') })
    expect(await device.measurement.measure('dc-voltage')).toEqual({ value: 3.30125, unit: 'V' })
    expect(await device.measurement.measure('resistance')).toEqual({ value: 4700, unit: 'Ohm' })
    await expect(openMeter({ path: join(folder, 'usbtmc1') })).rejects.toThrow(
      /usbtmc1 cannot be opened: ENOENT/,
    )
  })

  test('a path that is not there is told', async () => {
    await expect(openMeter({ path: '/dev/ttyNONE7' })).rejects.toThrow(/\/dev\/ttyNONE7 cannot be opened/)
  })
})
