import { expect, test } from 'vitest'
import { benchDifference } from './bench-difference.ts'

test('devices and keys that differ are named, and no values', () => {
  const before = {
    devices: { board: { type: 'avr-board', labels: { a: 1 } }, old: {}, same: { list: [1] } },
  }
  const after = {
    devices: {
      board: { type: 'avr-board', labels: { a: 's3cret' }, pace: 'fast' },
      same: { list: [1] },
      more: {},
    },
    hooks: { beforeTest: 'echo' },
  }
  expect(benchDifference(before, after)).toEqual(['~ board: labels.a, pace', '- old', '+ more', '~ hooks'])
  expect(benchDifference(before, before)).toEqual([])
})

test('a content that is none has no devices', () => {
  expect(benchDifference(null, { devices: { board: null } })).toEqual(['+ board'])
})
