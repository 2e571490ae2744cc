import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { type BoardKind, boardKinds } from '../device-states/board-states.ts'
import { makeTrialGrub, missingForGrub } from '../device-states/trial-grub.ts'
import { programPath } from '../guarded-process/find-program.ts'
import { qemu } from '../qemu/qemu.ts'
import { linuxGuest } from '../trial-guest/linux-guest.ts'
import { shell } from './shell.ts'
import { states } from './states.ts'

const MENU = `set timeout=2
menuentry 'Linux' {
  linux (hd0)/vmlinuz console=ttyS0 quiet
  initrd (hd0)/initrd
}
menuentry 'Second' {
  echo the second was chosen
  sleep 1000
}
`
const { states: known, transitions } = boardKinds['grub-board'] as BoardKind
const guest = linuxGuest()

async function open(files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-grub-'))
  if (files.initrd !== undefined) writeFileSync(files.initrd, guest?.initrd() ?? '')
  const { kernel, disk } = makeTrialGrub(folder, MENU, files)
  const disks = [{ file: disk, interface: 'ide' }]
  const trial = await openTrialDevice(
    {
      vm: { driver: qemu, config: { kernel, disks } },
      shell: { driver: shell, config: { username: 'root', password: 'secret' } },
      states: { driver: states, config: { states: known, transitions } },
    },
    folder,
  )
  onTestFinished(async () => {
    await trial[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  return trial.device
}

const isMissing = missingForGrub() !== undefined || programPath('qemu-system-x86_64') === undefined

describe.skipIf(isMissing)('GRUB', () => {
  test('is brought to its menu, stays there, and goes to its command line and back', async () => {
    const board = await open()
    expect(await board.states.bringTo('menu')).toEqual(['off', 'menu'])
    expect(await board.states.bringTo('grub-shell')).toEqual(['menu', 'grub-shell'])
    expect(await board.states.current()).toBe('grub-shell')
    const said = await board.console.run('echo from GRUB', { prompt: 'grub> ' })
    expect(said).toBe('from GRUB')
    expect(await board.console.run('no-such', { prompt: 'grub> ' })).toContain("can't find command")
    expect(await board.states.bringTo('menu')).toEqual(['grub-shell', 'menu'])
    expect(await board.states.current()).toBe('menu')
    // The clock of the menu would have run out meanwhile.
    await board.console.send('\u001b[B')
    await board.console.readUntil('*Second')
    await board.console.sendLine()
    await board.console.readUntil('the second was chosen')
    expect(await board.states.current()).toBe('unknown')
    expect(await board.states.bringTo('off')).toEqual(['unknown', 'off'])
  })

  test.skipIf(guest === undefined)(
    'boots Linux from its menu, and the shell is not taken for the menu',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'hilwright-grub-'))
      onTestFinished(() => rmSync(folder, { recursive: true }))
      const board = await open({ vmlinuz: guest?.kernel ?? '', initrd: join(folder, 'initrd') })
      await board.states.bringTo('menu')
      expect(await board.states.bringTo('shell')).toEqual(['menu', 'login', 'shell'])
      expect(await board.states.current()).toBe('shell')
      expect((await board.shell.run('uname -s')).stdout).toBe('Linux\n')
    },
  )
})
