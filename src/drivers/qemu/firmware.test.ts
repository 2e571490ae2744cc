import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { programPath } from '../guarded-process/find-program.ts'
import { linuxGuest } from '../trial-guest/linux-guest.ts'
import { qemu } from './qemu.ts'

const guest = linuxGuest()
const hasUefi = programPath('qemu-system-x86_64') !== undefined && existsSync('/usr/share/OVMF/OVMF_CODE.fd')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-firmware-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

const open = (config: object) => openTrialDevice({ vm: { driver: qemu, config } }, folder)

describe.skipIf(!hasUefi)('a machine with UEFI', () => {
  it('comes to the shell of its firmware, and can be kept there', async () => {
    await using trial = await open({
      uefi: true,
      machine: 'q35',
      network: { model: 'e1000' },
      args: ['-boot', 'menu=off'],
    })
    const { console, power, snapshots } = trial.device
    await power.on()
    await console.readUntil(/UEFI Interactive Shell|BdsDxe/, { timeout: '60 s' })
    await snapshots.save('firmware')
    expect(await snapshots.list()).toMatchObject([{ name: 'firmware' }])
  }, 90_000)
})

describe.skipIf(guest === undefined || programPath('swtpm') === undefined)('a machine with a TPM', () => {
  it('has one of version 2, and another process for each run', async () => {
    writeFileSync(join(folder, 'initrd'), guest?.initrd() ?? '')
    const append = 'console=ttyS0 quiet'
    await using trial = await open({ tpm: true, kernel: guest?.kernel, initrd: 'initrd', append })
    const { console, power } = trial.device
    for (let round = 0; round < 2; round++) {
      await power.on()
      await console.readUntil('login: ', { timeout: '60 s' })
      await console.sendLine('root')
      await console.readUntil('Password: ')
      await console.sendLine('secret')
      await console.readUntil('~ # ')
      expect(await console.run('cat /sys/class/tpm/tpm0/tpm_version_major', { prompt: '~ # ' })).toBe('2')
      await power.off()
    }
  }, 90_000)
})
