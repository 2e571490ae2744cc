import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { crc32 } from './checksum.ts'
import { binaryHeader, hexHeader, subpacket, type Writing } from './encode.ts'
import { FrameReader, type Part } from './frame-reader.ts'
import type { Header } from './header.ts'

const ALL = Buffer.from(Array.from({ length: 1024 }, (_, index) => index & 0xff))
const WRITINGS: readonly Writing[] = [
  { checksum: 16, escapeControls: false },
  { checksum: 32, escapeControls: false },
  { checksum: 16, escapeControls: true },
  { checksum: 32, escapeControls: true },
]
const DATA: Header = { kind: 'ZDATA', value: 0x18_11_13_10 }

/** What comes of bytes, given one by one. */
function read(...bytes: readonly Uint8Array[]): Part[] {
  const reader = new FrameReader()
  return [...Buffer.concat(bytes)].flatMap((byte) => reader.push([byte] as unknown as Uint8Array))
}

test('a header in digits is written as the specification has it', () => {
  expect(hexHeader({ kind: 'ZRQINIT', value: 0 }).toString('latin1')).toBe(
    '**\u0018B00000000000000\r\n\u0011',
  )
  expect(hexHeader({ kind: 'ZFIN', value: 0 }).toString('latin1')).toBe('**\u0018B0800000000022d\r\n')
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926)
})

describe.each(WRITINGS)('%o', (writing) => {
  test('headers and data come back as they were, of all bytes', () => {
    const frame = [binaryHeader(DATA, writing), subpacket(ALL, 'G', writing), subpacket(ALL, 'E', writing)]
    expect(read(...frame)).toEqual([
      { kind: 'header', header: DATA },
      { kind: 'data', data: ALL, end: 'G' },
      { kind: 'data', data: ALL, end: 'E' },
    ])
  })

  test('what a line takes for itself is escaped', () => {
    const bytes = [...subpacket(ALL, 'W', writing)]
    const taken = bytes.filter((byte) => (writing.escapeControls ? (byte & 0x60) === 0 : isFlow(byte)))
    expect(taken.filter((byte) => byte !== 0x18)).toEqual([])
  })

  test('each damaged byte is noticed, and the next header is found', () => {
    const frame = Buffer.concat([binaryHeader(DATA, writing), subpacket(ALL.subarray(0, 40), 'W', writing)])
    const next: Header = { kind: 'ZEOF', value: 40 }
    for (let at = 0; at < frame.length; at++) {
      const damaged = Buffer.from(frame)
      damaged[at] = (damaged[at] as number) ^ 0x81
      // Between them as many bytes as would end what a lost end left open.
      const parts = read(damaged, randomBytes(8), binaryHeader(next, writing))
      expect(parts).not.toContainEqual(expect.objectContaining({ kind: 'data' }))
    }
    expect(read(frame.subarray(0, 40), subpacket(ALL, 'E', writing), hexHeader(next))).toEqual([
      { kind: 'header', header: DATA },
      { kind: 'damaged' },
      { kind: 'header', header: next },
    ])
  })
})

test('data follow a header in digits behind its line end', () => {
  const writing: Writing = { checksum: 16, escapeControls: false }
  const header: Header = { kind: 'ZSINIT', value: 0 }
  for (const data of [Buffer.from('\0'), Buffer.from('\r\n')])
    expect(read(hexHeader(header), subpacket(data, 'W', writing))).toEqual([
      { kind: 'header', header },
      { kind: 'data', data, end: 'W' },
    ])
})

test('text and flow control between headers are read over', () => {
  const header: Header = { kind: 'ZRINIT', value: 0x23000400 }
  const said = hexHeader(header).toString('latin1').replace('B', '\u0011B\u0013')
  expect(read(Buffer.from(`rz waiting ** to receive.\r${said}`, 'latin1'))).toEqual([
    { kind: 'header', header },
  ])
})

test('five times CAN is a cancellation, wherever it comes', () => {
  const cancel = Buffer.from([0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x08])
  expect(read(cancel)).toEqual([{ kind: 'cancelled' }])
  const writing: Writing = { checksum: 32, escapeControls: false }
  const cut = Buffer.concat([binaryHeader(DATA, writing), subpacket(ALL, 'G', writing).subarray(0, 100)])
  expect(read(cut, cancel)).toEqual([{ kind: 'header', header: DATA }, { kind: 'cancelled' }])
})

function isFlow(byte: number): boolean {
  return [0x10, 0x11, 0x13].includes(byte & 0x7f)
}
