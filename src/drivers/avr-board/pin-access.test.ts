import { expect, it } from 'vitest'
import { DeviceError, SuiteError } from '../../runtime/errors.ts'
import { openTrialBoard } from './trial-board.ts'

const edgeWait = { edge: 'both', timeout: 20_000 } as const

it('reads what the firmware drives, by any of the names of a pin', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  await board.run('led on')
  for (const pin of ['PB5', 'pb5', 'D13', 'LED']) {
    expect(await board.gpio.read({ pin }, board.context)).toBe('high')
  }
  await board.run('led off')
  expect(await board.gpio.read({ pin: 'PB5' }, board.context)).toBe('low')
})

it('lets the firmware read what the bench drives', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  await board.gpio.drive({ pin: 'PD2', level: 'high' }, board.context)
  expect(await board.run('gpio read PD2')).toContain('PD2: high')
  await board.gpio.drive({ pin: 'PD2', level: 'low' }, board.context)
  expect(await board.run('gpio read PD2')).toContain('PD2: low')
})

it('falls back to the pull-up when a pin is released', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  expect(await board.run('gpio mode PC1 pullup')).toContain('PC1: high')
  await board.gpio.drive({ pin: 'PC1', level: 'low' }, board.context)
  expect(await board.run('gpio read PC1')).toContain('PC1: low')
  await board.gpio.release({ pin: 'PC1' }, board.context)
  expect(await board.run('gpio read PC1')).toContain('PC1: high')
  expect(await board.gpio.read({ pin: 'PC1' }, board.context)).toBe('high')
})

it('drives a pin for the time of a pulse and lets it go', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  await board.run('gpio mode PC1 pullup')
  const edges = board.gpio.edges({ pin: 'PC1' }, board.context)[Symbol.asyncIterator]()
  const first = edges.next()
  await board.gpio.pulse({ pin: 'PC1', level: 'low', time: 20 }, board.context)
  expect([(await first).value.edge, (await edges.next()).value.edge]).toEqual(['falling', 'rising'])
  await edges.return?.()
})

it('lets a pin go when a pulse is given up', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  await board.run('gpio mode PC1 pullup')
  const giveUp = new AbortController()
  const pulse = board.gpio.pulse({ pin: 'PC1', level: 'low', time: 60_000 }, { signal: giveUp.signal })
  await expect.poll(() => board.gpio.read({ pin: 'PC1' }, board.context)).toBe('low')
  giveUp.abort(new Error('enough'))
  await expect(pulse).rejects.toThrow('enough')
  expect(await board.gpio.read({ pin: 'PC1' }, board.context)).toBe('high')
})

it('keeps driving a pin over resets and power cycles', async () => {
  await using board = await openTrialBoard()
  await board.gpio.drive({ pin: 'PB0', level: 'high' }, board.context)
  await board.boot()
  await board.run('reset')
  expect(await board.run('gpio read PB0')).toContain('PB0: high')
  await board.power.off({}, board.context)
  expect(await board.gpio.read({ pin: 'PB0' }, board.context)).toBe('high')
})

it('waits for an edge and tells how long it took in device time', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  await board.run('led blink')
  const first = await board.gpio.waitForEdge({ pin: 'LED', ...edgeWait, edge: 'falling' }, board.context)
  expect(first.edge).toBe('falling')
  expect(first.after).toBeGreaterThan(0)
})

it('streams edges at their device times', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  await board.run('led blink')
  const times: number[] = []
  for await (const { time } of board.gpio.edges({ pin: 'LED' }, board.context)) {
    times.push(time)
    if (times.length === 4) break
  }
  const gaps = times.slice(1).map((time, index) => Math.round(time - (times[index] ?? 0)))
  expect(gaps).toEqual([248, 248, 248])
})

it('fails with pin and level when no edge comes', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  const failure = board.gpio.waitForEdge({ pin: 'PD3', edge: 'rising', timeout: 20 }, board.context)
  await expect(failure).rejects.toBeInstanceOf(DeviceError)
  await expect(failure).rejects.toThrow('No rising edge at pin PD3 of board within 20 ms: it is low.')
})

it('stops waiting when the signal aborts, with its reason', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  const controller = new AbortController()
  const wait = board.gpio.waitForEdge({ pin: 'PD3', ...edgeWait }, { signal: controller.signal })
  controller.abort(new Error('given up'))
  await expect(wait).rejects.toThrow('given up')
})

it('keeps two watchers of one pin apart', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  const { gpio, context } = board
  const short = gpio.waitForEdge({ pin: 'PD3', edge: 'both', timeout: 20 }, context)
  const long = gpio.waitForEdge({ pin: 'PD3', ...edgeWait }, context)
  await expect(short).rejects.toMatchObject({ code: 'no-edge' })
  await gpio.drive({ pin: 'PD3', level: 'high' }, context)
  expect((await long).edge).toBe('rising')
})

it('lists the pins that exist when a name is unknown', async () => {
  await using board = await openTrialBoard()
  const failure = board.gpio.read({ pin: 'PB9' }, board.context)
  await expect(failure).rejects.toBeInstanceOf(SuiteError)
  await expect(failure).rejects.toThrow(/has no pin "PB9".*PB0, PB1.*PD7.*D13.*A5/s)
  await expect(board.gpio.read({ pin: 'PD1' }, board.context)).rejects.toThrow('which is the console’s')
})
