import { afterEach, describe, expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { type TrialCommands, TrialInstrument } from '../scpi/trial-instrument.ts'
import { scpiScope } from './scpi-scope.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

const SETTINGS: TrialCommands = {
  'CHANnel#:DISPlay': () => undefined,
  'CHANnel#:SCALe': ([, scale]) => (Number(scale) > 10 ? -222 : undefined),
  'CHANnel#:OFFSet': () => undefined,
  'CHANnel#:COUPling': () => undefined,
  'TIMebase:SCALe': () => undefined,
  'TRIGger:EDGE:SOURce': () => undefined,
  'TRIGger:EDGE:LEVel': () => undefined,
  'TRIGger:EDGE:SLOPe': () => undefined,
  'WAVeform:SOURce': () => undefined,
  'WAVeform:FORMat': () => undefined,
  // A line end among the samples must not end the block.
  'WAVeform:DATA?': () => new Uint8Array([128, 10, 138, 118]),
  RUN: () => undefined,
  STOP: () => undefined,
  SINGle: () => undefined,
}

async function openScope(commands: TrialCommands, config: object = {}) {
  const instrument = new TrialInstrument({ ...SETTINGS, ...commands })
  open.push(instrument)
  const port = await instrument.listen()
  const given = { host: '127.0.0.1', port, ...config }
  const trial = await openTrialDevice({ scope: { driver: scpiScope, config: given } })
  open.push(trial)
  return { instrument, scope: trial.device.scope }
}

const PREAMBLE = '0,0,4,1,2.0E-06,-4.0E-06,0,1.0E-02,5.0E-01,128'

describe('settings', () => {
  test('channel, time and trigger are set by SCPI commands', async () => {
    const { scope, instrument } = await openScope({})
    await scope.setChannel(2, { scale: '500 mV', offset: '1 V', coupling: 'ac' })
    await scope.setTimebase('20 us')
    await scope.setTrigger(2, '1.5 V', { slope: 'falling' })
    await scope.run()
    await scope.stop()
    expect(instrument.heard.filter((command) => !/^(SYST|\*)/.test(command))).toEqual([
      ...['CHAN2:DISP ON', 'CHAN2:COUP AC', 'CHAN2:SCAL 0.5', 'CHAN2:OFFS 1', 'TIM:SCAL 0.00002'],
      ...['TRIG:EDGE:SOUR CHAN2', 'TRIG:EDGE:LEV 1.5', 'TRIG:EDGE:SLOP NEG', 'RUN', 'STOP'],
    ])
  })

  test('a scale that it cannot show is refused', async () => {
    const { scope } = await openScope({})
    await expect(scope.setChannel(1, { scale: '50 V' })).rejects.toThrow(/-222 Data out of range/)
  })
})

const KEYSIGHT: TrialCommands = {
  'MEASure:VPP?': () => '3.30E+00',
  'MEASure:FREQuency?': () => '+9.9E+37',
  'WAVeform:PREamble?': () => PREAMBLE,
}
const RIGOL: TrialCommands = {
  'MEASure:ITEM?': ([property]) => (property === 'VPP' ? '3.30E+00' : '9.9E37'),
  'WAVeform:PREamble?': () => PREAMBLE.replace('5.0E-01', '0'),
}

describe.each([
  ['keysight', KEYSIGHT, [0.5, -0.68, 0.6, 0.4]],
  ['rigol', RIGOL, [0, -1.18, 0.1, -0.1]],
] as const)('as %s speaks', (dialect, commands, volts) => {
  test('properties of the waveform are measured', async () => {
    const { scope } = await openScope(commands, { dialect })
    expect(await scope.measure(1, 'peak-to-peak')).toEqual({ value: 3.3, unit: 'V' })
    await expect(scope.measure(1, 'frequency')).rejects.toThrow('The scope finds no frequency on channel 1.')
  })

  test('the waveform comes in volts and seconds', async () => {
    const { scope } = await openScope(commands, { dialect })
    const { start, step, samples } = await scope.waveform(1)
    expect([start, step]).toEqual([-4e-6, 2e-6])
    expect(samples.map((sample) => Number(sample.toFixed(6)))).toEqual(volts)
  })
})

describe('a single acquisition', () => {
  test('ends with the trigger', async () => {
    const answers = ['8', '8', '0']
    const { scope } = await openScope({ 'OPERation:CONDition?': () => answers.shift() ?? '0' })
    await scope.single()
    expect(answers).toEqual([])
  })

  test('a trigger that does not come is told', async () => {
    const { scope } = await openScope({ 'TRIGger:STATus?': () => 'WAIT' }, { dialect: 'rigol' })
    await expect(scope.single({ timeout: 120 })).rejects.toThrow('The scope was not triggered within 120 ms.')
  })
})
