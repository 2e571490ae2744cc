import { afterEach, describe, expect, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { logicChannels } from '../sigrok/channels.ts'
import { edgesOf } from '../sigrok/samples.ts'
import { sigrok } from './sigrok.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

async function openAnalyser(config: object) {
  const trial = await openTrialDevice({ logic: { driver: sigrok, config } })
  open.push(trial)
  return trial.device.logic
}

describe.skipIf(!installed('sigrok-cli'))('the demo device of sigrok', () => {
  test('channels are sampled, and their edges counted', async () => {
    const analyser = await openAnalyser({ driver: 'demo' })
    const { samples, ...rest } = await analyser.capture({ sampleRate: '1 MHz', time: '1 ms' })
    expect(rest).toMatchObject({
      channels: ['D0', 'D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7'],
      sampleRate: 1e6,
    })
    expect(samples).toHaveLength(1000)
    // Its pattern spells "sigrok" in columns: all of its lines change.
    expect(rest.edges.D1).toBeGreaterThan(100)
  })

  test('only the channels that are named', async () => {
    const analyser = await openAnalyser({ driver: 'demo', channels: ['D2'] })
    const { channels, samples } = await analyser.capture({ channels: 'D0, D3', time: 1 })
    expect([channels, samples.every((sample) => sample < 4)]).toEqual([['D0', 'D3'], true])
    expect((await analyser.capture({ time: 1 })).channels).toEqual(['D2'])
  })

  test('a protocol is decoded', async () => {
    const analyser = await openAnalyser({ driver: 'demo' })
    const lines = await analyser.decode('uart:baudrate=9600:rx=D0', { channels: 'D0', time: '5 ms' })
    expect(lines).toContain('uart-1: Start bit')
  })

  test('a channel or decoder that is not there is told', async () => {
    const analyser = await openAnalyser({ driver: 'demo' })
    await expect(analyser.capture({ channels: 'D99' })).rejects.toThrow(/unknown channel 'D99'/)
    await expect(analyser.decode('nonsense')).rejects.toThrow(/Failed to load protocol decoder nonsense/)
  })

  test('an analyser that is not there is told when the device is opened', async () => {
    await expect(openAnalyser({ driver: 'fx2lafw' })).rejects.toMatchObject({
      message: expect.stringMatching(/cannot sample: No devices found/),
    })
  })

  test('a capture that does not end in time is ended', async () => {
    const analyser = await openAnalyser({ driver: 'demo' })
    await expect(analyser.capture({ sampleRate: 1000, time: '1 min', timeout: 300 })).rejects.toMatchObject({
      code: 'logic-timeout',
    })
  })
})

test('channels are those of the logic group, or all where there are no groups', () => {
  expect(
    logicChannels(
      'demo - Demo device with 3 channels: D0 D1 A0\nChannel groups:\n    Logic: channels D0 D1\n',
    ),
  ).toEqual(['D0', 'D1'])
  expect(logicChannels('fx2lafw - Saleae Logic with 2 channels: D0 D1\n')).toEqual(['D0', 'D1'])
})

test('edges are counted over channels of several bytes', () => {
  const names = Array.from({ length: 10 }, (_, index) => `D${index}`)
  const samples = new Uint8Array([0b01, 0, 0b00, 0b10, 0b01, 0b10])
  expect(edgesOf(samples, names)).toMatchObject({ D0: 2, D1: 0, D8: 0, D9: 1 })
})
