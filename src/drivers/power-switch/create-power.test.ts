import { describe, expect, test } from 'vitest'
import { createPower } from './create-power.ts'
import { Exchange } from './exchange.ts'
import type { PowerState, PowerSwitch } from './power-switch.ts'

const never = new AbortController().signal
const rules = { device: 'board', timeout: 2000 }

/** A switch that writes down what it does; each command takes until it is let through, if `gate` is given. */
function lamp(overrides: Partial<PowerSwitch> = {}) {
  const done: string[] = []
  let state: PowerState = 'off'
  const unit: PowerSwitch = {
    name: 'lamp',
    exchange: new Exchange(),
    set: async (wanted) => {
      done.push(wanted)
      state = wanted
    },
    read: async () => state,
    ...overrides,
  }
  return { done, power: createPower(unit, rules) }
}

describe('a switch', () => {
  test('that needs a while is asked until it says so', async () => {
    let asked = 0
    const { power } = lamp({ read: async () => (++asked < 3 ? 'off' : 'on') })
    await power.on({}, { signal: never })
    expect(asked).toBe(3)
  })

  test('that cannot tell is believed, and not before it was switched', async () => {
    const { read: _, ...blind } = {
      name: 'lamp',
      exchange: new Exchange(),
      set: async () => {},
      read: undefined,
    }
    const power = createPower(blind, rules)
    await expect(power.state({}, { signal: never })).rejects.toMatchObject({
      code: 'power-unknown',
      device: 'board',
    })
    await power.on({}, { signal: never })
    expect(await power.state({}, { signal: never })).toBe('on')
  })

  test('whose command failed is not believed to be switched', async () => {
    const failing = { name: 'lamp', exchange: new Exchange(), set: () => Promise.reject(new Error('burnt')) }
    const power = createPower(failing, rules)
    await expect(power.on({}, { signal: never })).rejects.toThrow('burnt')
    await expect(power.state({}, { signal: never })).rejects.toMatchObject({ code: 'power-unknown' })
  })

  test('carries one command at a time', async () => {
    const log: string[] = []
    const { power } = lamp({
      set: async (state) => {
        log.push(`${state} begins`)
        await new Promise((resolve) => setImmediate(resolve))
        log.push(`${state} ends`)
      },
      read: async () => log.at(-1)?.split(' ')[0] as PowerState,
    })
    await Promise.all([power.on({}, { signal: never }), power.off({}, { signal: never })])
    expect(log).toEqual(['on begins', 'on ends', 'off begins', 'off ends'])
  })

  test('that hangs gives the next caller a turn, and a caller in line can give up', async () => {
    let hangs = true
    const { power } = lamp({
      set: () => (hangs ? new Promise<void>(() => {}) : Promise.resolve()),
      read: async () => 'on',
    })
    const first = power.on({}, { signal: never })
    const giveUp = new AbortController()
    const second = power.on({}, { signal: giveUp.signal })
    giveUp.abort(new Error('enough'))
    await expect(second).rejects.toThrow('enough')
    await expect(first).rejects.toMatchObject({ code: 'power-timeout' })
    hangs = false
    await power.on({}, { signal: never })
  })

  test('stays off when its cycle is given up', async () => {
    const { power, done } = lamp()
    const giveUp = new AbortController()
    const cycle = power.cycle({ offTime: 60_000 }, { signal: giveUp.signal })
    await expect.poll(() => done).toEqual(['off'])
    giveUp.abort(new Error('enough'))
    await expect(cycle).rejects.toThrow('enough')
    expect(done).toEqual(['off'])
  })
})

test('what was asked and what came is told on one line, not too long', () => {
  const exchange = new Exchange()
  expect(String(exchange)).toBe('Asked last: nothing – nothing came')
  exchange.asked('GET /')
  exchange.came(`200 OK\n  ${'x'.repeat(1000)}`)
  expect(String(exchange)).toMatch(/^Asked last: GET \/ – came: 200 OK x+…$/)
  expect(String(exchange).length).toBeLessThan(400)
  exchange.asked('GET /again')
  expect(String(exchange)).toBe('Asked last: GET /again – nothing came')
  expect(exchange.answered).toMatch(/^Asked last: GET \/ – came: 200/)
})
