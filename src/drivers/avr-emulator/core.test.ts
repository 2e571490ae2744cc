import { describe, expect, it } from 'vitest'
import { Core } from './core.ts'

const SLEEP = 0x9588
const SEI = 0x9478
const SPIN = 0xcfff
const NOP = 0x0000
const RETI = 0x9518
const LDI_R16_1 = 0xe001
const OUT_SMCR_R16 = 0xbf03
const JMP = (address: number) => [0x940c, address]

/** Where the program of these tests starts, behind the interrupt vectors. */
const START = 0x40
const VECTOR = 0x02

function coreWith(program: readonly number[], vector: readonly number[] = [RETI]): Core {
  const flash = new Uint16Array(0x4000)
  flash.set(JMP(START))
  flash.set(vector, VECTOR)
  flash.set(program, START)
  return new Core(flash, undefined)
}

const interrupt = { address: VECTOR, flagRegister: 0x3c, flagMask: 1, enableRegister: 0x3d, enableMask: 1 }

describe('resting', () => {
  it('sleeps through time until it is up', () => {
    const core = coreWith([LDI_R16_1, OUT_SMCR_R16, SLEEP, ...JMP(START)])
    core.run(1_000_000)
    expect(core.idle).toBe(true)
    expect(core.cpu.cycles).toBe(1_000_000)
    expect(core.slept).toBeGreaterThan(999_900)
  })

  it('takes a sleep without the enable bit for nothing', () => {
    const core = coreWith([SLEEP, NOP, ...JMP(START)])
    core.run(10_000)
    expect(core.idle).toBe(false)
    expect(core.slept).toBe(0)
  })

  it('skips an endless loop, which is no sleep', () => {
    const core = coreWith([SPIN])
    core.run(1_000_000_000)
    expect(core.idle).toBe(true)
    expect(core.slept).toBe(0)
  })

  it('ends at an interrupt and goes on behind the sleep', () => {
    const core = coreWith([LDI_R16_1, OUT_SMCR_R16, SEI, SLEEP, SPIN])
    core.cpu.data[interrupt.enableRegister] = 1
    core.cpu.addClockEvent(() => core.cpu.setInterruptFlag(interrupt), 500)
    core.run(400)
    expect(core.cpu.pc).toBe(START + 4)
    expect(core.slept).toBeGreaterThan(300)
    core.run(2000)
    expect(core.slept).toBeLessThan(600)
    expect(core.cpu.pc).toBe(START + 4)
  })

  it('does not miss an interrupt that is pending when "sei; sleep" comes', () => {
    const core = coreWith([LDI_R16_1, OUT_SMCR_R16, SEI, SLEEP, SPIN])
    core.cpu.data[interrupt.enableRegister] = 1
    core.cpu.setInterruptFlag(interrupt)
    core.run(1000)
    expect(core.slept).toBe(0)
    expect(core.cpu.pc).toBe(START + 4)
  })
})

it('executes nothing more once it hangs, while events go on', () => {
  const core = coreWith([SEI, ...JMP(START + 1)], [SPIN])
  core.cpu.data[interrupt.enableRegister] = 1
  let events = 0
  core.cpu.addClockEvent(() => {
    events++
    core.cpu.setInterruptFlag(interrupt)
  }, 5000)
  core.run(100)
  core.hang()
  const { pc } = core.cpu
  core.run(10_000)
  expect(core.cpu.pc).toBe(pc)
  expect(events).toBe(1)
})

it('stops running when a reset is wanted', () => {
  const core = coreWith([NOP, ...JMP(START)])
  core.cpu.addClockEvent(() => core.cpu.reset(), 500)
  core.run(10_000)
  expect(core.resetWanted).toBe(true)
  expect(core.cpu.cycles).toBeLessThan(600)
})
