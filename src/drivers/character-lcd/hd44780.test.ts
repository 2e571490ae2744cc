import { describe, expect, it } from 'vitest'
import { startedBus, TrialBus } from './trial-bus.ts'

describe('initializing by instruction', () => {
  it('follows figure 23 of the datasheet over eight wires', () => {
    const bus = new TrialBus()
    bus.pulse(0, 0x30)
    bus.wait(4100)
    bus.pulse(0, 0x30)
    bus.wait(100)
    bus.pulse(0, 0x30)
    bus.wait(37)
    bus.instructions(0x38, 0x08, 0x01, 0x06, 0x0c)
    bus.write('HITACHI')
    expect(bus.face()).toMatchObject({ on: true, twoLines: true, rows: ['HITACHI', ''], lost: 0 })
  })

  it('follows figure 24 over four wires', () => {
    const bus = new TrialBus(4)
    for (const wait of [4100, 100, 37]) {
      bus.pulse(0, 0x3)
      bus.wait(wait)
    }
    bus.pulse(0, 0x2)
    bus.wait(37)
    bus.instructions(0x28, 0x08, 0x01, 0x06, 0x0c)
    bus.write('HITACHI')
    expect(bus.face()).toMatchObject({ on: true, twoLines: true, rows: ['HITACHI', ''], lost: 0 })
  })

  it('finds its way back from the middle of a byte', () => {
    const bus = new TrialBus(4)
    bus.pulse(0, 0x2)
    bus.wait(37)
    bus.instructions(0x28, 0x0c)
    bus.pulse(0, 0x0)
    for (const wait of [4100, 100, 37]) {
      bus.pulse(0, 0x3)
      bus.wait(wait)
    }
    bus.pulse(0, 0x2)
    bus.wait(37)
    bus.instructions(0x28, 0x0c, 0x01)
    bus.write('again')
    expect(bus.face().rows).toEqual(['again', ''])
  })

  it('is off, on one line and empty after the power came', () => {
    expect(new TrialBus().face()).toEqual({
      ...{ powered: true, on: false, rows: ['', ''], cursor: { row: 1, column: 1 } },
      ...{ cursorVisible: false, blinking: false, twoLines: false, taken: 0, characters: 0, lost: 0 },
    })
  })

  it('is not needed where its own reset was enough: eight wires, one line', () => {
    const bus = new TrialBus()
    bus.instructions(0x0c)
    bus.write('one')
    bus.instructions(0xc0)
    bus.write('two')
    bus.instructions(0x80 | 40)
    bus.write('three')
    expect(bus.face().rows).toEqual(['one', ''])
  })
})

describe('time', () => {
  it('is too short: what comes while it is busy is lost and counted', () => {
    const bus = startedBus()
    bus.pulse(1, 0x41)
    bus.wait(40)
    bus.pulse(1, 0x42)
    bus.wait(41)
    bus.pulse(1, 0x43)
    expect(bus.face()).toMatchObject({ rows: ['AC', ''], lost: 1 })
  })

  it('is longer for clear and home', () => {
    const bus = startedBus()
    for (const code of [0x01, 0x02]) {
      bus.pulse(0, code)
      bus.wait(1519)
      bus.pulse(1, 0x41)
      bus.wait(1)
      bus.pulse(1, 0x42)
      bus.wait(41)
    }
    expect(bus.face()).toMatchObject({ rows: ['B', ''], lost: 2 })
  })

  it('is told by the busy flag', () => {
    const bus = startedBus()
    bus.pulse(0, 0xc5)
    expect(bus.read(0)).toBe(0x80 | 0x45)
    bus.wait(36)
    expect(bus.read(0)).toBe(0x80 | 0x45)
    bus.wait(1)
    expect(bus.read(0)).toBe(0x45)
  })

  it('passes while it resets itself', () => {
    const bus = new TrialBus()
    bus.wait(-1)
    expect(bus.read(0)).toBe(0x80)
    bus.pulse(0, 0x0c)
    bus.wait(1)
    expect(bus.read(0)).toBe(0)
    expect(bus.face()).toMatchObject({ on: false, lost: 1 })
  })
})

describe('reading', () => {
  it('gives a byte in two halves over four wires', () => {
    const bus = new TrialBus(4)
    bus.pulse(0, 0x2)
    bus.wait(37)
    bus.instructions(0x28, 0x0c, 0xa7)
    expect([bus.read(0), bus.read(0)]).toEqual([0x2, 0x7])
    bus.write('Z')
    bus.instructions(0xa7)
    expect([bus.read(1), bus.read(1)]).toEqual([0x5, 0xa])
    bus.wait(41)
    expect([bus.read(0), bus.read(0)]).toEqual([0x4, 0x0])
  })

  it('gives text and glyphs, and moves on', () => {
    const bus = startedBus()
    bus.write('ab')
    bus.instructions(0x48)
    bus.send(1, 0x1f)
    bus.instructions(0x48)
    expect(bus.read(1)).toBe(0x1f)
    bus.wait(41)
    bus.instructions(0x80)
    expect(bus.read(1)).toBe(0x61)
    bus.wait(41)
    expect(bus.read(1)).toBe(0x62)
  })

  it('drives the bus only while E is high', () => {
    const { controller } = startedBus()
    const levels = { rs: false, rw: true, data: 0 }
    const late = 1_000_000
    expect(controller.take({ ...levels, e: true }, late)).toBe(0)
    expect(controller.take({ ...levels, e: true }, late)).toBe(0)
    expect(controller.take({ ...levels, e: false }, late)).toBeUndefined()
  })
})
