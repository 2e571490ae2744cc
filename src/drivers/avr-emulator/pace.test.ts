import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { Board } from './board.ts'
import { CYCLES_PER_MS } from './core.ts'
import { Pace } from './pace.ts'

const electrics = { supply: 5, brownOutLevel: 2.7, activeCurrent: 0.01, idleCurrent: 0.002, ledCurrent: 0 }
const AHEAD_MS = 10_000

let board: Board

afterEach(() => board.powerOff())

/** A board whose chip executes `rjmp .-2` for ever, switched on. */
function start(pace: 'real' | 'fast'): Pace {
  board = new Board(electrics, { received: () => {}, levelChanged: () => {} })
  board.flash.set([0xff, 0xcf])
  board.powerOn()
  const paced = new Pace(board, pace, () => {})
  paced.start()
  return paced
}

const deviceTime = () => board.now / CYCLES_PER_MS

it('lets a fast board run ten seconds ahead and then keeps it at wall time', async () => {
  const began = performance.now()
  start('fast')
  while (deviceTime() < AHEAD_MS + 20) await turn()
  expect(performance.now() - began).toBeGreaterThan(20)
  expect(deviceTime()).toBeLessThan(AHEAD_MS + performance.now() - began)
})

it('lets it run ahead again after a request', async () => {
  const pace = start('fast')
  while (deviceTime() < AHEAD_MS) await turn()
  pace.stimulate()
  while (deviceTime() < 2 * AHEAD_MS) await turn()
  expect(deviceTime()).toBeGreaterThanOrEqual(2 * AHEAD_MS)
})

it('never lets a real board get ahead of wall time', async () => {
  const began = performance.now()
  start('real')
  while (deviceTime() < 50) {
    await turn()
    expect(deviceTime()).toBeLessThanOrEqual(performance.now() - began)
  }
})

it('brings a real board up to date at once when somebody asks', () => {
  const pace = start('real')
  const began = performance.now()
  while (performance.now() - began < 10);
  // One turn may be cut short by a busy machine, but none of them waits for a timer.
  for (let tries = 0; tries < 100 && deviceTime() < 10; tries++) pace.catchUp()
  expect(deviceTime()).toBeGreaterThanOrEqual(10)
})

it('stops device time while the power is off', async () => {
  const pace = start('fast')
  while (deviceTime() < 1000) await turn()
  board.powerOff()
  const stopped = deviceTime()
  const wait = performance.now() + 10
  while (performance.now() < wait) await turn()
  expect(deviceTime()).toBe(stopped)
  board.powerOn()
  pace.start()
  while (deviceTime() < stopped + 1000) await turn()
})

it('counts device time in whole cycles, whatever the clock says', async () => {
  const pace = start('real')
  for (let round = 0; round < 20; round++) {
    await turn()
    pace.catchUp()
    board.sag(2, 0.1234, () => {})
    board.run(board.now + CYCLES_PER_MS)
    expect(board.now).toBe(Math.floor(board.now))
  }
})
