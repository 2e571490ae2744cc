import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
    const folder = mkdtempSync(join(tmpdir(), 'hilwright-uefi-'))
    writeFileSync(join(folder, 'notes.txt'), 'a note')
    const disk = ['-drive', `file=fat:${folder},format=raw,if=virtio,readonly=on`]
    const trial = await openTrialDevice(
      {
        vm: { driver: qemu, config: { ...config, args: disk } },
        states: { driver: states, config: { states: known, transitions } },
      },
      folder,
    )
    onTestFinished(async () => {
      await trial[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    })
    const board = trial.device
    expect(await board.states.bringTo('uefi-shell')).toEqual(['off', 'uefi-shell'])
    expect(await board.states.current()).toBe('uefi-shell')
    const run = (command: string) => board.console.run(command, { prompt: 'Shell> ' })
    expect(await run('echo hello there')).toBe('hello there')
    expect(await run('echo %lasterror%')).toBe('0x0')
    expect(await run('ver')).toMatch(/^UEFI Interactive Shell v\d.*\n/)
    expect(await run('ls nowhere')).toContain('ls')
    expect(await run('echo %lasterror%')).toBe('0xE')
    await board.console.run('FS0:', { prompt: 'FS0:\\> ' })
    expect(await board.states.current()).toBe('uefi-shell')
    expect(await board.console.run('type notes.txt', { prompt: 'FS0:\\> ' })).toBe('a note')
    expect(await board.states.bringTo('off')).toEqual(['uefi-shell', 'off'])
  }, 120_000)
})
