import { existsSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { type BoardKind, boardKinds } from '../device-states/board-states.ts'
import { programPath } from '../guarded-process/find-program.ts'
import { qemu } from '../qemu/qemu.ts'
import { states } from './states.ts'

const { states: known, transitions } = boardKinds['uefi-board'] as BoardKind
const hasUefi = programPath('qemu-system-x86_64') !== undefined && existsSync('/usr/share/OVMF/OVMF_CODE.fd')
/** The firmware has no driver for this card, and looks for nothing in the network. */
const config = { uefi: true, machine: 'q35', network: { model: 'tulip' } }

describe.skipIf(!hasUefi)('the UEFI shell of OVMF', () => {
  test('is reached from off, told apart, and runs commands with exit codes', async () => {
    const trial = await openTrialDevice(
      {
        vm: { driver: qemu, config },
        states: { driver: states, config: { states: known, transitions } },
      },
      import.meta.dirname,
    )
    onTestFinished(() => trial[Symbol.asyncDispose]())
    const board = trial.device
    expect(await board.states.bringTo('uefi-shell')).toEqual(['off', 'uefi-shell'])
    expect(await board.states.current()).toBe('uefi-shell')
    const run = (command: string) => board.console.run(command, { prompt: 'Shell> ' })
    expect(await run('echo hello there')).toBe('hello there')
    expect(await run('echo %lasterror%')).toBe('0x0')
    expect(await run('ver')).toMatch(/^UEFI Interactive Shell v\d.*\n/)
    expect(await run('ls nowhere')).toContain('ls')
    expect(await run('echo %lasterror%')).toBe('0xE')
    expect(await board.states.bringTo('off')).toEqual(['uefi-shell', 'off'])
  }, 120_000)
})
