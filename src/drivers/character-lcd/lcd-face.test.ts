import { describe, expect, it } from 'vitest'
import { faceOf } from './lcd-face.ts'
import { startedBus, TrialBus } from './trial-bus.ts'

const DIGITS = '0123456789'

describe('addresses', () => {
  it('go from the end of the first line to the second, and back to the start', () => {
    const bus = startedBus()
    bus.instructions(0x80 | 0x27)
    bus.write('ab')
    expect(bus.controller.memory.address).toBe(0x41)
    expect(bus.face().rows).toEqual(['', 'b'])
    bus.instructions(0x80 | 0x67)
    bus.write('yz')
    expect(bus.face().rows).toEqual(['z', 'b'])
    bus.instructions(0x10, 0x10)
    expect(bus.controller.memory.address).toBe(0x67)
    bus.instructions(0x14, 0xc0, 0x10)
    expect(bus.controller.memory.address).toBe(0x27)
  })

  it('of one line are 80 in a row', () => {
    const bus = new TrialBus()
    bus.instructions(0x30, 0x0c, 0x80 | 0x4f)
    bus.write('ab')
    expect(bus.controller.memory.address).toBe(1)
    expect(bus.face(16, 1).rows).toEqual(['b'])
    bus.instructions(0x02, 0x10)
    expect(bus.controller.memory.address).toBe(0x4f)
  })

  it('between the two lines keep nothing', () => {
    const bus = startedBus()
    bus.instructions(0x80 | 0x30)
    bus.write('lost')
    expect(bus.face(40).rows).toEqual(['', ''])
    expect(bus.face().cursor).toBeUndefined()
  })

  it('of four rows follow those of the first two', () => {
    const bus = startedBus()
    for (const [row, address] of [0x00, 0x40, 0x14, 0x54].entries()) {
      bus.instructions(0x80 | address)
      bus.write(`row ${row + 1}`)
    }
    expect(bus.face(20, 4)).toMatchObject({
      rows: ['row 1', 'row 2', 'row 3', 'row 4'],
      cursor: { row: 4, column: 6 },
    })
  })
})

describe('moving', () => {
  it('shifts the text either way, around the end of its line', () => {
    const bus = startedBus()
    bus.write(DIGITS)
    bus.instructions(0x18, 0x18)
    expect(bus.face()).toMatchObject({ rows: ['23456789', ''], cursor: { row: 1, column: 9 } })
    bus.instructions(0x1c, 0x1c, 0x1c)
    expect(bus.face()).toMatchObject({ rows: [` ${DIGITS}`, ''], cursor: { row: 1, column: 12 } })
    bus.instructions(...Array.from({ length: 41 }, () => 0x18))
    expect(bus.face().rows).toEqual([DIGITS, ''])
  })

  it('shifts with each character where the entry mode says so', () => {
    const bus = startedBus()
    bus.instructions(0x07, 0x80 | 16)
    bus.write('abc')
    expect(bus.face()).toMatchObject({ rows: ['             abc', ''] })
    expect(bus.face().cursor).toBeUndefined()
    bus.instructions(0x02)
    expect(bus.face(20, 2)).toMatchObject({
      rows: ['                abc', ''],
      cursor: { row: 1, column: 1 },
    })
  })

  it('writes to the left, and shifts to the right', () => {
    const bus = startedBus()
    bus.instructions(0x04, 0x80 | 2)
    bus.write('cba')
    expect(bus.face().rows).toEqual(['abc', ''])
    bus.instructions(0x05, 0x80 | 5)
    bus.write('z')
    expect(bus.face().rows).toEqual([' abc  z', ''])
  })

  it('of the cursor leaves the text', () => {
    const bus = startedBus()
    bus.write('abc')
    bus.instructions(0x10, 0x10)
    bus.write('X')
    expect(bus.face()).toMatchObject({ rows: ['aXc', ''], cursor: { row: 1, column: 3 } })
  })

  it('ends at home, and clear sets the direction too', () => {
    const bus = startedBus()
    bus.write('abc')
    bus.instructions(0x04, 0x18, 0x01)
    bus.write('ok')
    expect(bus.face().rows).toEqual(['ok', ''])
  })
})

describe('switches', () => {
  it('hide the text and keep it', () => {
    const bus = startedBus()
    bus.write('kept')
    bus.instructions(0x0b)
    expect(bus.face()).toMatchObject({ on: false, rows: ['', ''], cursorVisible: false, blinking: false })
    bus.instructions(0x0f)
    expect(bus.face()).toMatchObject({ on: true, rows: ['kept', ''], cursorVisible: true, blinking: true })
    bus.instructions(0x0e)
    expect(bus.face()).toMatchObject({ cursorVisible: true, blinking: false })
  })

  it('take the power away with everything', () => {
    expect(faceOf(undefined, { columns: 16, rows: 2 })).toMatchObject({
      powered: false,
      on: false,
      rows: ['', ''],
    })
  })
})

describe('characters', () => {
  it.each([
    ['25\xdfC', '25°C'],
    ['a\x7eb\x7f', 'a→b←'],
    ['\x5c100', '¥100'],
    ['\xe0\xe1\xe2\xe3\xe4\xe5\xe6', 'αäβεμσρ'],
    ['\xf4\xf6\xf7\xf2\xf3\xf5\xef\xee', 'ΩΣπθ∞üöñ'],
    ['\xb1\xb2\xa1', 'ｱｲ｡'],
    ['\xfd\xff', '÷█'],
    ['{|}', '{|}'],
    ['a\x10\x80\xa0\xfeb', 'a    b'],
  ])('%j of ROM A00 are shown as %s', (codes, shown) => {
    const bus = startedBus()
    bus.write(codes)
    expect(bus.face().rows[0]).toBe(shown)
  })

  it('that the firmware drew are shown as their numbers', () => {
    const bus = startedBus()
    bus.instructions(0x07, 0x40)
    for (let line = 0; line < 8; line++) bus.send(1, 0x15)
    expect(bus.face().cursor).toBeUndefined()
    bus.instructions(0x06, 0x80)
    bus.write('\x00\x07\x08\x0f')
    expect(bus.face().rows[0]).toBe('⓪⑦⓪⑦')
  })

  it('of ten rows of dots are four', () => {
    const bus = new TrialBus()
    bus.instructions(0x34, 0x0c)
    bus.write('\x00\x02\x07')
    expect(bus.face(16, 1).rows).toEqual(['⓪①③'])
  })

  it('are of eight rows of dots where there are two lines', () => {
    const bus = startedBus()
    bus.instructions(0x3c)
    bus.write('\x07')
    expect(bus.face().rows).toEqual(['⑦', ''])
  })
})
