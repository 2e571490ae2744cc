import { expect, test } from 'vitest'
import { decodeFrame, encodeFrame } from './frames.ts'
import { DATA_HEAD } from './message.ts'

function roundTrip(value: unknown): unknown {
  const frame = decodeFrame(encodeFrame({ kind: 'answer', id: 1, value }).subarray(DATA_HEAD))
  return frame?.kind === 'answer' ? frame.value : frame
}

test.each([
  ['zero', 0],
  ['minus zero', -0],
  ['not a number', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['minus infinity', Number.NEGATIVE_INFINITY],
  ['a fraction', 0.1],
  ['a tiny number', 5e-324],
  ['the largest number', Number.MAX_VALUE],
  ['a whole number past 32 bits', 2 ** 32],
  ['the largest safe integer', Number.MAX_SAFE_INTEGER],
  ['the smallest safe integer', Number.MIN_SAFE_INTEGER],
  ['a whole number past the safe ones', 2 ** 60],
  ['a negative whole number', -(2 ** 31) - 1],
  ['the largest signed integer', 2n ** 63n - 1n],
  ['the largest unsigned integer', 2n ** 64n - 1n],
  ['the smallest signed integer', -(2n ** 63n)],
  ['text of every plane', 'µ 漢 🔌 \u0000'],
  ['empty text', ''],
  ['undefined', undefined],
  ['null', null],
  ['truth', true],
  ['a date', new Date(1_700_000_000_123)],
  ['an early date', new Date(-1)],
  [
    'a map',
    new Map<unknown, unknown>([
      [1, 'one'],
      ['two', 2],
    ]),
  ],
  ['a set', new Set([1, 'a'])],
  ['nested things', { list: [1, [undefined, null]], of: { deep: new Map([['k', [new Date(0)]]]) } }],
  ['a key that is undefined', { there: undefined }],
])('%s crosses unchanged', (_what, value) => {
  expect(roundTrip(value)).toStrictEqual(value)
})

test('a small bigint crosses as the same quantity', () => {
  expect(Number(roundTrip(5n))).toBe(5)
})

test('bytes cross as bytes of their own', () => {
  const sent = new Uint8Array([0, 127, 128, 255])
  const got = roundTrip(sent) as Uint8Array
  expect(got).toBeInstanceOf(Uint8Array)
  expect([...got]).toEqual([0, 127, 128, 255])
  const message = encodeFrame({ kind: 'answer', id: 1, value: sent })
  const frame = decodeFrame(message.subarray(DATA_HEAD))
  message.fill(0)
  expect(frame?.kind === 'answer' && [...(frame.value as Uint8Array)]).toEqual([0, 127, 128, 255])
})

test.each([
  ['nothing', []],
  ['an unfinished message', [0x82, 0xa4]],
  ['bytes after the end', [1, 2, 3]],
  ['a number', [42]],
  ['null', [0xc0]],
  ['a list', [0x91, 1]],
  ['an object without a kind', [0x80]],
  ['an unassigned byte', [0xc1]],
])('%s is no frame', (_what, bytes) => {
  expect(decodeFrame(Uint8Array.from(bytes))).toBeUndefined()
})
