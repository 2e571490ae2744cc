import { describe, expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { canOpenPty, openTrialPty } from '../../runtime/testing/trial-pty.ts'
import { attachRelayBoard } from '../power-lines/trial-relay-board.ts'
import { serialRelayPower } from './serial-relay-power.ts'

const relay = (config: object) => ({ power: { driver: serialRelayPower, config } })

describe.skipIf(!canOpenPty)('a relay board on a serial port', () => {
  test('a relay is switched and read back', async () => {
    await using pty = await openTrialPty()
    const board = attachRelayBoard(pty.stream)
    await using trial = await openTrialDevice(relay({ path: pty.path, relay: 2, answers: true }))
    const { power } = trial.device
    await power.on()
    expect([...board.on]).toEqual([2])
    expect(await power.state()).toBe('on')
    await power.cycle({ offTime: 1 })
    expect([[...board.on], board.refused]).toEqual([[2], []])
  })

  test('one that does not answer is believed', async () => {
    await using pty = await openTrialPty()
    const board = attachRelayBoard(pty.stream)
    await using trial = await openTrialDevice(relay({ path: pty.path, normallyClosed: true }))
    const { power } = trial.device
    await expect(power.state()).rejects.toMatchObject({ code: 'power-unknown' })
    await power.off()
    await expect.poll(() => [...board.on]).toEqual([1])
    expect(await power.state()).toBe('off')
    await power.on()
    await expect.poll(() => [...board.on]).toEqual([])
  })

  test('two devices share a board', async () => {
    await using pty = await openTrialPty()
    const board = attachRelayBoard(pty.stream)
    await using one = await openTrialDevice(relay({ path: pty.path, relay: 1, answers: true }))
    await using two = await openTrialDevice(relay({ path: pty.path, relay: 4, answers: true }))
    const both = [one.device.power, two.device.power]
    await Promise.all(both.map((power) => power.on()))
    expect([...board.on].sort()).toEqual([1, 4])
    await Promise.all([one.device.power.off(), two.device.power.state()])
    expect([...board.on]).toEqual([4])
  })

  test('a relay that sticks, and a board that is silent, are told', async () => {
    await using pty = await openTrialPty()
    const board = attachRelayBoard(pty.stream)
    await using trial = await openTrialDevice(relay({ path: pty.path, answers: true, timeout: '300 ms' }))
    const { power } = trial.device
    board.fault = 'stuck'
    await expect(power.on()).rejects.toMatchObject({ code: 'power-not-switched' })
    board.fault = 'silent'
    await expect(power.on()).rejects.toThrow(
      /did not switch on within 300 ms.\n {2}Asked last: ff – nothing came/,
    )
    board.fault = undefined
  })
})

test('a port that is not there is told', async () => {
  const trial = await openTrialDevice(relay({ path: '/dev/ttyNoSuch' }))
  await expect(trial.device.power.on()).rejects.toMatchObject({ code: 'link-failed' })
  await expect(trial[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'close-failed' })
})
