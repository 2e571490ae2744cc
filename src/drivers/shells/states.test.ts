import { existsSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice, type TrialDriver } from '../../runtime/testing/trial-device.ts'
import { trialConsole } from '../console-shell/trial-console.ts'
import { trialPower } from '../console-shell/trial-power.ts'
import { boardKinds } from '../device-states/board-states.ts'
import { trialMachine } from '../device-states/trial-machine.ts'
import { boardTypes } from './board-types.ts'
import { shell } from './shell.ts'
import { states } from './states.ts'

const U_BOOT = '/usr/lib/u-boot/qemu-x86_64/u-boot.rom'

async function open(drivers: Readonly<Record<string, TrialDriver>>) {
  const trial = await openTrialDevice(drivers)
  onTestFinished(() => trial[Symbol.asyncDispose]())
  return trial.device
}

describe.skipIf(!installed('qemu-system-x86_64') || !existsSync(U_BOOT))('U-Boot', () => {
  test('is brought from off to its prompt, told apart, and switched off', async () => {
    const { states: known, transitions } = boardKinds['u-boot-board'] as (typeof boardKinds)[string]
    const board = await open({
      machine: { driver: trialMachine, config: { firmware: U_BOOT } },
      states: { driver: states, config: { states: known, transitions } },
    })
    expect(await board.states.list()).toEqual(['off', 'bootloader', 'login', 'shell'])
    expect(await board.states.current()).toBe('off')
    expect(await board.states.bringTo('bootloader')).toEqual(['off', 'bootloader'])
    expect(await board.states.current()).toBe('bootloader')
    expect(await board.states.bringTo('bootloader')).toEqual(['bootloader'])
    expect(await board.states.bringTo('off')).toEqual(['bootloader', 'off'])
  }, 60_000)
})

describe.skipIf(!installed('socat', 'bash'))('a device', () => {
  const drivers = (config: object, command = 'bash --norc -i') => ({
    console: { driver: trialConsole, config: { command, env: { PS1: 'one> ' } } },
    power: { driver: trialPower },
    shell: { driver: shell, config: { prompt: '> ?$', nudge: 200 } },
    states: { driver: states, config },
  })
  const change = (to: string) => ({ send: `PS1='${to}> '` })
  const named = {
    off: { power: 'off' },
    one: { says: 'one> $' },
    two: { says: 'two> $' },
    three: { says: 'three> $' },
  }

  test('takes the cheapest way', async () => {
    const board = await open(
      drivers({
        states: named,
        transitions: [
          { from: 'off', to: 'one', do: [{ power: 'on' }, { send: '' }] },
          { from: 'one', to: 'three', do: [change('three')], cost: 5 },
          { from: 'one', to: 'two', do: [{ login: true }, change('two')] },
          { from: 'two', to: 'three', do: [{ pause: '1 ms' }, change('three')] },
        ],
      }),
    )
    expect(await board.states.bringTo('three')).toEqual(['off', 'one', 'two', 'three'])
    expect(await board.states.current()).toBe('three')
  })

  test('whose transition fails is told once with the cause, then at once; another way is taken where there is one', async () => {
    const board = await open(
      drivers({
        states: named,
        transitions: [
          { from: 'off', to: 'one', do: [{ power: 'on' }, { send: '' }] },
          { from: 'one', to: 'two', do: [{ send: 'echo no' }], within: '200 ms' },
          { from: 'one', to: 'three', do: [change('three')], cost: 9 },
          { from: 'three', to: 'two', do: [{ waitFor: 'never' }], within: '100 ms', cost: 9 },
        ],
      }),
    )
    const failing = (options?: object) => board.states.bringTo('two', options).catch((error) => error)
    expect(await failing()).toMatchObject({ code: 'transition-failed', family: 'device' })
    expect(await failing()).toMatchObject({
      message: expect.stringMatching(/from "three" to "two": .*never/),
    })
    const again = await failing()
    expect(again).toMatchObject({
      code: 'state-unreachable',
      message: expect.stringMatching(/"one" to "two"(?:.|\n)*never/),
    })
    expect(await failing({ retry: true })).toMatchObject({ code: 'transition-failed' })
  })

  test('knows its states by name, and says so', async () => {
    const board = await open(drivers({ states: named, transitions: [] }))
    await expect(board.states.bringTo('tow')).rejects.toMatchObject({
      ...{ code: 'unknown-state', family: 'suite', message: expect.stringContaining('two') },
    })
    await expect(board.states.bringTo('two')).rejects.toMatchObject({ code: 'no-way', family: 'suite' })
    await board.power.on()
    await board.console.readUntil('one> ')
    await board.console.send('sleep 1000\r')
    await board.console.readUntil('sleep 1000\r\n')
    expect(await board.states.current()).toBe('unknown')
  })

  test('has transitions between known states only', () => {
    const wrong = { states: { on: {} }, transitions: [{ from: 'on', to: 'of', do: [] }] }
    expect(states.config.safeParse(wrong).error?.message).toContain('there is no state \\"of\\"')
  })
})

test.each(boardTypes)('the device type $type is right by itself', (type) => {
  const given = type.config.parse({ console: { type: 'trial-console' }, power: { type: 'trial-power' } })
  const { type: _type, ...config } = type.drivers(given).states as Record<string, unknown>
  expect(states.config.safeParse(config).error).toBeUndefined()
  const bare = type.drivers(type.config.parse({ console: { type: 'trial-console' } }))
  const { type: _none, ...without } = bare.states as Record<string, unknown>
  expect(states.config.safeParse(without).error).toBeUndefined()
})
