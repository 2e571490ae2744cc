import { expect, it } from 'vitest'
import { openTrialBoard } from './trial-board.ts'

it('is off at first and after power off, and drawing current in between', async () => {
  await using board = await openTrialBoard()
  const { power, context } = board
  expect(await power.state({}, context)).toBe('off')
  expect(await power.current({}, context)).toBe(0)
  await board.boot()
  expect(await power.state({}, context)).toBe('on')
  expect(await power.current({}, context)).toBeGreaterThan(0.002)
  await power.off({}, context)
  expect(await power.state({}, context)).toBe('off')
  expect(await power.current({}, context)).toBe(0)
})

it('does nothing when it is switched on twice or off twice', async () => {
  await using board = await openTrialBoard()
  await board.power.off({}, board.context)
  await board.boot()
  await board.power.on({}, board.context)
  expect(await board.run('echo still here')).toContain('\nstill here\n')
  expect(board.heard.text.match(/Reset cause/g)).toHaveLength(1)
  await board.power.off({}, board.context)
  await board.power.off({}, board.context)
})

it('draws more while the LED is on, and little while the firmware sleeps', async () => {
  await using board = await openTrialBoard({
    idleCurrent: '1 mA',
    activeCurrent: '9 mA',
    ledCurrent: '20 mA',
  })
  await board.boot()
  await board.run('led on')
  expect(await board.power.current({}, board.context)).toBeGreaterThan(0.02)
  await board.run('led off')
  expect(await board.power.current({}, board.context)).toBeLessThan(0.008)
})

it('loses RAM but keeps EEPROM and flash over a power cycle', async () => {
  await using board = await openTrialBoard()
  await board.storage.flash({ image: 'widget-1.0.hex', sha256: undefined, bmap: undefined }, board.context)
  await board.boot()
  await board.run('eeprom write 16 1 2 0xff')
  await board.run('led on')
  await board.power.cycle({ offTime: 10 }, board.context)
  const log = await board.heard.until('hil> ')
  expect(log).toContain('Hilwright Widget 1.0.0')
  expect(log).toContain('Reset cause: power-on')
  expect(await board.run('eeprom read 16 3')).toContain('0010: 01 02 FF\n')
  expect(await board.run('led status')).toContain('led: off')
})

it('cuts the output that is in flight when the power goes', async () => {
  await using board = await openTrialBoard({ pace: 'real' })
  await board.boot()
  // Three seconds of output.
  await board.type('eeprom read 0 1024\r'.repeat(10))
  await board.heard.until('0100: FF')
  await board.power.off({}, board.context)
  const { length } = board.heard.text
  await board.power.on({}, board.context)
  await board.heard.until('Hilwright')
  expect(board.heard.text.slice(length)).toMatch(/^\r\nHilwright/)
  expect(board.heard.text.match(/03F0: FF/g) ?? []).not.toHaveLength(10)
})

it('drops what is written while the power is off, and says so', async () => {
  await using board = await openTrialBoard()
  await board.type('lost')
  expect(board.heard.marks).toEqual(['4 bytes written while the power is off are lost'])
  await board.boot()
  expect(board.heard.text).not.toContain('lost')
})

it('streams readings until the reader stops', async () => {
  await using board = await openTrialBoard({ supply: '3.3 V' })
  await board.boot()
  const seen: number[] = []
  for await (const { voltage, current } of board.power.readings({ every: 1 }, board.context)) {
    expect(current).toBeGreaterThan(0)
    seen.push(voltage)
    if (seen.length === 3) break
  }
  expect(seen).toEqual([3.3, 3.3, 3.3])
})

it('gives up a power cycle when the signal aborts', async () => {
  await using board = await openTrialBoard({ pace: 'real' })
  await board.power.on({}, board.context)
  const controller = new AbortController()
  const cycle = board.power.cycle({ offTime: 3_600_000 }, { signal: controller.signal })
  controller.abort(new Error('no more'))
  await expect(cycle).rejects.toThrow('no more')
})
