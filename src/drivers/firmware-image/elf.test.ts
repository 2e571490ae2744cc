import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SuiteError } from '../../runtime/errors.ts'
import { parseElf } from './elf.ts'

const AVR = { code: 83, name: 'AVR' }
const HEADER = 52
const PROGRAM_HEADER = 32

interface Segment {
  readonly address: number
  readonly bytes: readonly number[]
  readonly type?: number
}

/** Builds an ELF executable that holds the segments, as a linker lays it out. */
function elf(segments: readonly Segment[]): Buffer {
  const data = HEADER + PROGRAM_HEADER * segments.length
  const file = Buffer.alloc(data + segments.reduce((sum, { bytes }) => sum + bytes.length, 0))
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]).copy(file)
  file.writeUInt16LE(2, 16)
  file.writeUInt16LE(AVR.code, 18)
  file.writeUInt32LE(HEADER, 28)
  file.writeUInt16LE(PROGRAM_HEADER, 42)
  file.writeUInt16LE(segments.length, 44)
  let offset = data
  for (const [index, { address, bytes, type = 1 }] of segments.entries()) {
    const header = HEADER + index * PROGRAM_HEADER
    for (const [field, value] of [type, offset, address, address, bytes.length, bytes.length].entries()) {
      file.writeUInt32LE(value, header + field * 4)
    }
    Buffer.from(bytes).copy(file, offset)
    offset += bytes.length
  }
  return file
}

it('takes what is loaded into flash, and nothing else', () => {
  const file = elf([
    { address: 0, bytes: [1, 2, 3] },
    { address: 0x800100, bytes: [4] },
    { address: 0x810000, bytes: [5] },
    { address: 8, bytes: [6], type: 4 },
    { address: 16, bytes: [7] },
  ])
  expect(parse(file)).toEqual([
    { address: 0, bytes: Uint8Array.of(1, 2, 3) },
    { address: 16, bytes: Uint8Array.of(7) },
  ])
})

describe('refuses', () => {
  it('a file that is cut off anywhere', () => {
    const whole = elf([{ address: 0, bytes: [1, 2, 3] }])
    for (let length = 4; length < whole.length; length++) {
      expect(() => parse(whole.subarray(0, length))).toThrow(/should reach up to byte \d+, but the file has/)
    }
  })

  it('a file for another machine', () => {
    const arm = elf([{ address: 0, bytes: [1] }])
    arm.writeUInt16LE(40, 18)
    expect(() => parse(arm)).toThrow('expected machine 83 (AVR), got machine 40')
    const wide = elf([{ address: 0, bytes: [1] }])
    wide.writeUInt8(2, 4)
    expect(() => parse(wide)).toThrow('a 32-bit little-endian ELF file was expected')
  })

  it('an object file and overlapping segments', () => {
    const object = elf([{ address: 0, bytes: [1] }])
    object.writeUInt16LE(1, 16)
    expect(() => parse(object)).toThrow('an executable (type 2) was expected, got type 1')
    const twice = [
      { address: 0, bytes: [1, 2] },
      { address: 1, bytes: [3] },
    ]
    expect(() => parse(elf(twice))).toThrow('two segments overlap at address 0x1')
  })
})

it('throws nothing but a SuiteError, whatever is damaged', () => {
  const whole = elf([{ address: 0, bytes: [1, 2, 3] }])
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
      const damaged = Buffer.from(whole)
      damaged[at] = value
      try {
        parse(damaged)
      } catch (error) {
        expect(error).toBeInstanceOf(SuiteError)
      }
    }),
  )
})

function parse(file: Uint8Array) {
  return parseElf(file, 'app.elf', AVR)
}
