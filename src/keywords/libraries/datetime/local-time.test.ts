import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { microsecondsAt, timeAt } from './calendar.ts'
import { epochAt, localAt } from './local-time.ts'
import { strftime } from './strftime.ts'

function local(year: number, month: number, day: number, hour: number, minute: number): bigint {
  return microsecondsAt({ year, month, day, hour, minute, second: 0, microsecond: 250_000 })
}

beforeEach(() => {
  vi.stubEnv('TZ', 'Europe/Helsinki')
})

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('local times', () => {
  it.each([
    // What Python's datetime.timestamp() gives in Helsinki.
    ['in winter', local(2024, 1, 15, 12, 0), 1705312800.25],
    ['in summer', local(2024, 7, 15, 12, 0), 1721034000.25],
    ['in the hour that does not exist', local(2024, 3, 31, 3, 30), 1711848600.25],
    ['in the hour that comes twice', local(2024, 10, 27, 3, 30), 1729989000.25],
    ['before 1970', local(1960, 2, 29, 12, 0), -310485599.75],
  ])('%s have the epoch that Python gives them', (_when, time, epoch) => {
    expect(epochAt(time)).toBe(epoch)
  })

  it.each([
    [1705312800.25, '2024-01-15 12:00:00.250000'],
    [1721034000.000001, '2024-07-15 12:00:00.000001'],
    [-0.5, '1970-01-01 01:59:59.500000'],
  ])('epoch %s is the local time %s', (epoch, expected) => {
    expect(strftime('%Y-%m-%d %H:%M:%S.%f', timeAt(localAt(epoch)))).toBe(expected)
  })
})
