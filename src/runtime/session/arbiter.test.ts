import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { HoldRequest } from '../connection.ts'
import { Arbiter } from './arbiter.ts'

const devices = [
  { name: 'Red', labels: { kind: 'board', lab: 'north' } },
  { name: 'Green', labels: { kind: 'board' } },
  { name: 'Blue', labels: { kind: 'supply' } },
]
const board = { kind: 'board' }
const named = (...names: readonly string[]) => names.map((name) => ({ name }))

/** Asks for a hold and notes in a list when it is granted. */
function asking(arbiter: Arbiter, granted: string[], owner: unknown = Symbol('client')) {
  return (key: string, wanted: HoldRequest['wanted'], signal?: AbortSignal) =>
    arbiter.hold({ key, wanted }, owner, signal).then((hold) => {
      granted.push(`${key}: ${hold.devices}`)
      return hold
    })
}

/** Lets everything that was granted arrive. */
const settled = () => new Promise<void>((resolve) => process.nextTick(() => queueMicrotask(resolve)))

describe('choosing', () => {
  test('each selector gets a device of its own, in the order of the selectors', async () => {
    const arbiter = new Arbiter(devices)
    const hold = await arbiter.hold({ key: 'a', wanted: [board, { lab: 'north' }] }, 'me')
    expect(hold.devices).toEqual(['Green', 'Red'])
  })

  test('all is every device', async () => {
    const hold = await new Arbiter(devices).hold({ key: 'a', wanted: 'all' }, 'me')
    expect(hold.devices).toEqual(['Red', 'Green', 'Blue'])
  })

  test('a selector that nothing matches is refused at once, with what there is', async () => {
    await expect(
      new Arbiter(devices).hold({ key: 'a', wanted: named('Greeen') }, 'me'),
    ).rejects.toMatchObject({
      family: 'suite',
      code: 'no-device-matches',
      message: [
        'No device of the bench matches name=Greeen.',
        'Did you mean "Green"?',
        'The bench has:',
        '  Red: kind=board,lab=north',
        '  Green: kind=board',
        '  Blue: kind=supply',
      ].join('\n  '),
    })
  })

  test('more devices than there are is refused at once', async () => {
    await expect(
      new Arbiter(devices).hold({ key: 'a', wanted: [board, board, board] }, 'me'),
    ).rejects.toMatchObject({
      code: 'too-few-devices',
      message: 'The bench has too few devices for kind=board and kind=board and kind=board at the same time.',
    })
  })
})

describe('waiting', () => {
  test('who waits for the same device is served in order of arrival', async () => {
    const arbiter = new Arbiter(devices)
    const granted: string[] = []
    const ask = asking(arbiter, granted)
    await ask('first', named('Red'))
    const waiting = [ask('second', named('Red')), ask('third', named('Red'))]
    await settled()
    expect(granted).toEqual(['first: Red'])
    arbiter.release('first')
    await waiting[0]
    expect(granted).toEqual(['first: Red', 'second: Red'])
    arbiter.release('second')
    await waiting[1]
    expect(granted).toEqual(['first: Red', 'second: Red', 'third: Red'])
  })

  test('who needs something else does not wait', async () => {
    const arbiter = new Arbiter(devices)
    const granted: string[] = []
    await asking(arbiter, granted)('first', named('Red'))
    void asking(arbiter, granted)('second', named('Red'))
    await asking(arbiter, granted)('third', named('Blue'))
    expect(granted).toEqual(['first: Red', 'third: Blue'])
  })

  test('several devices come together or not at all', async () => {
    const arbiter = new Arbiter(devices)
    await arbiter.hold({ key: 'a', wanted: named('Red') }, 'a')
    const both = arbiter.hold({ key: 'b', wanted: named('Red', 'Blue') }, 'b')
    expect(arbiter.isHeldBy('b', 'Blue')).toBe(false)
    arbiter.release('a')
    expect((await both).devices).toEqual(['Red', 'Blue'])
  })

  test('a request for the whole bench is not overtaken for ever', async () => {
    const arbiter = new Arbiter(devices)
    const granted: string[] = []
    await asking(arbiter, granted)('first', named('Red'))
    const all = asking(arbiter, granted)('all', 'all')
    const late = asking(arbiter, granted)('late', named('Blue'))
    await settled()
    expect(granted).toEqual(['first: Red'])
    arbiter.release('first')
    await all
    arbiter.release('all')
    await late
    expect(granted).toEqual(['first: Red', 'all: Red,Green,Blue', 'late: Blue'])
  })

  test('a client that others wait for gets a further device before them', async () => {
    const arbiter = new Arbiter(devices)
    await arbiter.hold({ key: 'a', wanted: named('Red') }, 'a')
    const all = arbiter.hold({ key: 'all', wanted: 'all' }, 'b')
    expect((await arbiter.hold({ key: 'more', wanted: named('Blue') }, 'a')).devices).toEqual(['Blue'])
    arbiter.release('a')
    arbiter.release('more')
    expect((await all).devices).toHaveLength(3)
  })

  test('a waiter that gives up says who was in its way, and is skipped', async () => {
    const arbiter = new Arbiter(devices)
    await arbiter.hold({ key: 'first', wanted: named('Red') }, 'a')
    const patience = new AbortController()
    const gone = arbiter.hold({ key: 'second', wanted: named('Red') }, 'b', patience.signal)
    const next = arbiter.hold({ key: 'third', wanted: named('Red') }, 'c')
    const reason = new Error('timeout')
    patience.abort(reason)
    await expect(gone).rejects.toMatchObject({
      family: 'lab',
      code: 'hold-cancelled',
      message: 'Waiting for a free device was given up (Red is held by first).',
      cause: reason,
    })
    arbiter.release('first')
    expect((await next).key).toBe('third')
    expect(arbiter.isHeldBy('b', 'Red')).toBe(false)
  })

  test('a waiter that gives up lets those behind it pass', async () => {
    const arbiter = new Arbiter(devices)
    await arbiter.hold({ key: 'first', wanted: named('Red') }, 'a')
    const patience = new AbortController()
    const all = arbiter.hold({ key: 'all', wanted: 'all' }, 'b', patience.signal)
    const blue = arbiter.hold({ key: 'blue', wanted: named('Blue') }, 'c')
    patience.abort()
    await expect(all).rejects.toMatchObject({ code: 'hold-cancelled' })
    expect((await blue).devices).toEqual(['Blue'])
  })

  test('a request that was given up before it came takes nothing', async () => {
    const arbiter = new Arbiter(devices)
    await arbiter.hold({ key: 'a', wanted: named('Red') }, 'a')
    await expect(
      arbiter.hold({ key: 'a', wanted: named('Red') }, 'b', AbortSignal.abort(new Error('too late'))),
    ).rejects.toThrow('too late')
    expect(arbiter.isHeldBy('a', 'Red')).toBe(true)
  })
})

describe('taking up by key', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('the same key is the same hold', async () => {
    const arbiter = new Arbiter(devices)
    const first = await arbiter.hold({ key: 'worker-0', wanted: [board] }, 'old')
    const second = await arbiter.hold({ key: 'worker-0', wanted: [board] }, 'new')
    expect(second.devices).toEqual(first.devices)
    expect([arbiter.isHeldBy('old', 'Red'), arbiter.isHeldBy('new', 'Red')]).toEqual([false, true])
  })

  test('a hold outlives its client for 15 s', async () => {
    const arbiter = new Arbiter(devices)
    const granted: string[] = []
    await asking(arbiter, granted, 'old')('worker-0', named('Red'))
    arbiter.leave('old')
    const next = asking(arbiter, granted)('worker-1', named('Red'))
    await vi.advanceTimersByTimeAsync(14_999)
    expect(granted).toEqual(['worker-0: Red'])
    await vi.advanceTimersByTimeAsync(1)
    await next
    expect(granted).toEqual(['worker-0: Red', 'worker-1: Red'])
  })

  test('a hold that was taken up in time stays', async () => {
    const arbiter = new Arbiter(devices)
    await arbiter.hold({ key: 'worker-0', wanted: named('Red') }, 'old')
    arbiter.leave('old')
    await vi.advanceTimersByTimeAsync(10_000)
    await arbiter.hold({ key: 'worker-0', wanted: named('Red') }, 'new')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(arbiter.isHeldBy('new', 'Red')).toBe(true)
  })

  test('the grace of a released hold does not end its successor', async () => {
    const arbiter = new Arbiter(devices)
    await arbiter.hold({ key: 'worker-0', wanted: named('Red') }, 'old')
    arbiter.leave('old')
    arbiter.release('worker-0')
    await arbiter.hold({ key: 'worker-0', wanted: named('Red') }, 'new')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(arbiter.isHeldBy('new', 'Red')).toBe(true)
  })

  test('a request that waits while its key is granted to another client gets that hold', async () => {
    const arbiter = new Arbiter(devices)
    await arbiter.hold({ key: 'first', wanted: named('Red') }, 'a')
    const once = arbiter.hold({ key: 'same', wanted: named('Red') }, 'b')
    const again = arbiter.hold({ key: 'same', wanted: named('Red') }, 'c')
    arbiter.release('first')
    expect([(await once).devices, (await again).devices]).toEqual([['Red'], ['Red']])
  })
})
