import { expect, it } from 'vitest'
import { openTrialBoard } from './trial-board.ts'

it('lets the firmware measure an applied voltage', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  for (const [channel, volts, raw] of [
    ['ADC0', 2.5, 512],
    ['A1', 1.25, 256],
    ['ADC7', 5, 1023],
  ] as const) {
    await board.analog.apply({ channel, voltage: volts }, board.context)
    const millivolts = Math.floor((raw * 5000 + 512) / 1024)
    const index = channel.at(-1)
    expect(await board.run(`adc ${index}`)).toContain(`adc ${index}: raw ${raw}, ${millivolts} mV\n`)
  }
})

it('measures outputs, applied voltages and the supply', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  await board.run('led on')
  const measure = (channel: string) => board.analog.measure({ channel }, board.context)
  expect(await measure('LED')).toBe(5)
  expect(await measure('VCC')).toBe(5)
  await board.analog.apply({ channel: 'ADC2', voltage: 1.8 }, board.context)
  expect(await measure('A2')).toBe(1.8)
  await board.power.off({}, board.context)
  expect(await measure('LED')).toBe(0)
  expect(await measure('VCC')).toBe(0)
})

it('reads a shared pin as high or low by the voltage applied to it', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  await board.analog.apply({ channel: 'ADC3', voltage: 4 }, board.context)
  expect(await board.gpio.read({ pin: 'PC3' }, board.context)).toBe('high')
  await board.analog.apply({ channel: 'ADC3', voltage: 1 }, board.context)
  expect(await board.gpio.read({ pin: 'PC3' }, board.context)).toBe('low')
})

it('refuses an unknown channel and a voltage that would destroy the chip', async () => {
  await using board = await openTrialBoard()
  const apply = (channel: string, voltage: number) => board.analog.apply({ channel, voltage }, board.context)
  await expect(apply('ADC8', 1)).rejects.toThrow(/no analog channel "ADC8".*ADC0, ADC1/s)
  await expect(apply('ADC0', 12)).rejects.toMatchObject({ code: 'voltage-out-of-range' })
})
