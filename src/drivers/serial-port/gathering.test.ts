import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Gathering } from './gathering.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

/** A stream that says so many bytes every millisecond while it flows; returns how often it was read. */
function read(milliseconds: number, bytes: number, { gathering, stream } = create()): number {
  let waiting = 0
  let pieces = 0
  for (let time = 0; time < milliseconds; time++) {
    waiting += bytes
    if (stream.flows && waiting > 0) {
      pieces++
      gathering.heard(waiting)
      waiting = 0
    }
    vi.advanceTimersByTime(1)
  }
  return pieces
}

function create() {
  const stream = {
    flows: true,
    pause: () => {
      stream.flows = false
    },
    resume: () => {
      stream.flows = true
    },
  }
  return { stream, gathering: new Gathering(stream) }
}

test('what comes without end in small pieces is gathered', () => {
  expect(read(1000, 300)).toBeLessThan(350)
})

test('what comes slowly, in large pieces or in a flood is read at once', () => {
  expect(read(1000, 50)).toBe(1000)
  expect(read(1000, 1000)).toBe(1000)
  expect(read(1000, 4096)).toBe(1000)
})

test('after a flood what comes now and then is read at once again', () => {
  const parts = create()
  read(1000, 300, parts)
  vi.advanceTimersByTime(100)
  read(60, 1, parts)
  expect(read(100, 1, parts)).toBe(100)
})

test('a stream that is held up stays so, also when a pause ends', () => {
  const { stream, gathering } = create()
  read(1000, 300, { stream, gathering })
  gathering.setFlow(false)
  vi.advanceTimersByTime(100)
  expect(stream.flows).toBe(false)
  gathering.setFlow(true)
  expect(stream.flows).toBe(true)
  gathering[Symbol.dispose]()
})
