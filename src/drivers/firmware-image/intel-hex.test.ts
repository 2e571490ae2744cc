import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SuiteError } from '../../runtime/errors.ts'
import { parseFirmwareImage } from './firmware-image.ts'
import { parseIntelHex } from './intel-hex.ts'

const END = ':00000001FF'
const TARGET = { size: 32_768, machine: { code: 83, name: 'AVR' } }

it('parses data records with their addresses, in any line ending and case', () => {
  const text = [hexRecord(0, 0x10, [1, 2, 3]), hexRecord(0, 0x13, [0xab]).toLowerCase(), END].join('\r\n')
  expect(parse(text)).toEqual([
    { address: 0x10, bytes: Uint8Array.of(1, 2, 3) },
    { address: 0x13, bytes: Uint8Array.of(0xab) },
  ])
})

it('adds extended segment and linear addresses, and ignores start addresses', () => {
  const lines = [
    hexRecord(2, 0, [0x01, 0x00]),
    hexRecord(0, 4, [1]),
    hexRecord(3, 0, [0, 0, 0, 0]),
    hexRecord(4, 0, [0, 1]),
    hexRecord(0, 2, [2]),
    hexRecord(5, 0, [0, 0, 0, 0]),
    END,
  ]
  expect(parse(lines.join('\n')).map(({ address }) => address)).toEqual([0x1004, 0x10002])
})

it.each([
  ['a wrong checksum', ':0100000001FF', ':1: wrong checksum: expected FE, got FF'],
  ['a missing end', hexRecord(0, 0, [1]), ':1: the end-of-file record (:00000001FF) is missing'],
  ['an empty file', '', 'the end-of-file record (:00000001FF) is missing'],
  ['text after the end', `${END}\n${hexRecord(0, 0, [1])}`, ':2: there is text after the end-of-file record'],
  ['a record that is too short', ':0200000001FD', ':1: the record announces 2 data bytes but has 1'],
  ['a record without a header', ':0000', 'has none, not even a header'],
  ['an odd number of digits', ':0000001FF', 'an odd number of digits: 9'],
  ['a stranger among the digits', ':00000001FG', '"G" at column 11 is no hexadecimal digit'],
  ['a line without a colon', 'hello', 'a record starts with ":", got "hello"'],
  ['an unknown type', hexRecord(9, 0, []), 'unknown record type 09, expected 00 to 05'],
  ['an end record with data', hexRecord(1, 0, [1]), 'an end of file record has 0 data bytes, got 1'],
  [
    'two records for one byte',
    [hexRecord(0, 0, [1, 2]), hexRecord(0, 1, [3]), END].join('\n'),
    ':2: address 0001 was already given on line 1',
  ],
])('refuses %s', (_, text, message) => {
  const attempt = () => parse(text)
  expect(attempt).toThrow(SuiteError)
  expect(attempt).toThrow(message)
})

it('refuses an image that reaches past the flash, or holds nothing', () => {
  const beyond = [hexRecord(0, 0x7fff, [1, 2]), END].join('\n')
  expect(() => layOut(beyond)).toThrow('reaches up to address 0x8000, but the flash ends at 0x7FFF')
  expect(() => layOut(END)).toThrow('holds no data to write')
})

it('fills gaps with what erased flash holds', () => {
  const { address, bytes } = layOut([hexRecord(0, 4, [1]), hexRecord(0, 7, [2]), END].join('\n'))
  expect(address).toBe(4)
  expect([...bytes]).toEqual([1, 0xff, 0xff, 2])
})

it('notices every single changed character of a file', () => {
  const text = [hexRecord(0, 0, [0x0c, 0x94, 0x34, 0]), hexRecord(0, 4, [0x7f]), END].join('\n')
  const places = [...text].flatMap((character, index) => (/[0-9A-F:]/.test(character) ? [index] : []))
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.constantFrom(...'0123456789ABCDEF:'), (at, other) => {
      fc.pre(text[at] !== other)
      expect(() => parse(text.slice(0, at) + other + text.slice(at + 1))).toThrow(SuiteError)
    }),
  )
})

it('throws nothing but a SuiteError, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (contents) => {
      expect(() => parseFirmwareImage(contents, 'any.hex', TARGET)).toThrow(SuiteError)
    }),
  )
})

function parse(text: string) {
  return parseIntelHex(Buffer.from(text), 'app.hex')
}

function layOut(text: string) {
  return parseFirmwareImage(Buffer.from(text), 'app.hex', TARGET)
}

function hexRecord(type: number, address: number, data: readonly number[]): string {
  const bytes = [data.length, address >> 8, address & 0xff, type, ...data]
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  return `:${Buffer.from([...bytes, -sum & 0xff])
    .toString('hex')
    .toUpperCase()}`
}
