import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import {
  baudRate,
  current,
  duration,
  formatDuration,
  frequency,
  parseDuration,
  size,
  temperature,
  voltage,
} from './units.ts'

describe('durations', () => {
  test.each([
    ['500 ms', 500],
    ['2s', 2000],
    ['1.5', 1500],
    ['.5 s', 500],
    ['1 min 30 s', 90_000],
    ['1min30s', 90_000],
    ['1 day 2 hours', 93_600_000],
    ['2 MIN', 120_000],
    ['250 us', 0.25],
    ['-1 min 30 s', -90_000],
    ['+ 3 s', 3000],
    ['1e3 ms', 1000],
    ['01:30', 90_000],
    ['1 S E C O N D 2 milli secs', 1002],
    ['2 weeks', 1_209_600_000],
    ['500 ns', 0.0005],
    ['1:00:00.5', 3_600_500],
    ['-00:10', -10_000],
  ])('%s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds)
  })

  test.each([
    '',
    ' ',
    's',
    'soon',
    '5 parsecs',
    '1 s 30',
    '5 5',
    '1.2.3 s',
    '2 s!',
    '1:2:3:4',
    '5 constructor',
  ])('"%s" is none', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  test.each([
    [0, '0 ms'],
    [0.25, '0.3 ms'],
    [9.94, '9.9 ms'],
    [250.4, '250 ms'],
    [999.4, '999 ms'],
    [999.7, '1 s'],
    [1500, '1.5 s'],
    [59_940, '59.9 s'],
    [59_960, '1 min'],
    [125_000, '2 min 5 s'],
    [120_000, '2 min'],
    [3_600_000, '60 min'],
  ])('%d ms are shown as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text)
  })
})

describe('other quantities', () => {
  const cases: [string, z.ZodType, number][] = [
    ['3.3 V', voltage(), 3.3],
    ['3300 mV', voltage(), 3.3],
    ['5', voltage(), 5],
    ['12 volts', voltage(), 12],
    ['20 mA', current(), 0.02],
    ['-7 µA', current(), -7e-6],
    ['16 MHz', frequency(), 16e6],
    ['-40 °C', temperature(), -40],
    ['4 MiB', size(), 4_194_304],
    ['4 kB', size(), 4000],
    ['115200 baud', baudRate(), 115_200],
    ['9600', baudRate(), 9600],
  ]
  test.each(cases)('%s', (text, schema, value) => {
    expect(schema.parse(text)).toBe(value)
  })

  const wrong: [unknown, z.ZodType, string][] = [
    ['3.3 v', voltage(), 'expected a voltage such as "3.3 V", got "3.3 v"'],
    ['1 V 2 V', voltage(), 'expected a voltage such as "3.3 V", got "1 V 2 V"'],
    ['much', current(), 'expected a current such as "1.2 A", got "much"'],
    [true, duration(), 'expected a duration such as "500 ms"'],
    [Number.NaN, duration(), 'expected a duration such as "500 ms"'],
  ]
  test.each(wrong)('%s is refused', (value, schema, message) => {
    expect(schema.safeParse(value).error?.issues.map((issue) => issue.message)).toEqual([message])
  })

  test('a number is the base unit', () => {
    expect([duration().parse(5), voltage().parse(5)]).toEqual([5, 5])
  })

  test('the schema tells its unit', () => {
    expect(current().meta()).toMatchObject({ unit: 'A', quantity: 'current', examples: ['1.2 A'] })
  })
})
