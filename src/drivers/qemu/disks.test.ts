import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { programPath } from '../guarded-process/find-program.ts'
import { qemu } from './qemu.ts'

const MIB = 1024 ** 2
const isMissing = programPath('qemu-system-x86_64') === undefined || programPath('qemu-img') === undefined

describe.skipIf(isMissing)('the disks of a machine', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hilwright-disks-'))
    writeFileSync(join(folder, 'base.img'), Buffer.alloc(2 * MIB, 'base'))
    writeFileSync(join(folder, 'small.img.gz'), gzipSync(Buffer.alloc(MIB, 'new')))
    writeFileSync(join(folder, 'large.img'), Buffer.alloc(3 * MIB))
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  const open = (config: object) => openTrialDevice({ vm: { driver: qemu, config } }, folder)

  it('take images, packed ones too, and leave the file that they began with alone', async () => {
    await using trial = await open({ disks: [{ file: 'base.img' }] })
    const { storage } = trial.device
    expect(Buffer.from(await storage.read({ offset: 4, length: 8 })).toString()).toBe('basebase')
    const { bytes } = await storage.flash(join(folder, 'small.img.gz'))
    expect(bytes).toBe(MIB)
    await storage.verify(join(folder, 'small.img.gz'))
    const content = Buffer.from(await storage.read())
    expect(content).toHaveLength(2 * MIB)
    expect(content.subarray(0, 6).toString()).toBe('newnew')
    expect(content.subarray(MIB).every((byte) => byte === 0)).toBe(true)
    expect(readFileSync(join(folder, 'base.img')).subarray(0, 4).toString()).toBe('base')
  })

  it('refuse what does not fit, and are as before', async () => {
    await using trial = await open({ disks: [{ file: 'base.img' }] })
    const { storage } = trial.device
    await expect(storage.flash(join(folder, 'large.img'))).rejects.toMatchObject({
      code: 'image-out-of-range',
    })
    expect(Buffer.from(await storage.read({ length: 4 })).toString()).toBe('base')
    await expect(storage.verify(join(folder, 'small.img.gz'))).rejects.toMatchObject({
      code: 'verify-failed',
    })
  })

  it('are not written while the machine runs from them, but read', async () => {
    await using trial = await open({ disks: [{ file: 'base.img' }], kernel: undefined })
    const { power, storage } = trial.device
    await power.on()
    await expect(storage.flash(join(folder, 'small.img.gz'))).rejects.toMatchObject({ code: 'device-on' })
    expect(Buffer.from(await storage.read({ length: 4 })).toString()).toBe('base')
  })

  it('need a file or a size, and are missed where there is none', async () => {
    await expect(open({ disks: [{}] })).rejects.toMatchObject({
      message: expect.stringContaining('Disk 0 of board has neither a file nor a size.'),
    })
    await expect(open({ disks: [{ file: 'nothing.img' }] })).rejects.toMatchObject({ code: 'disk-image' })
    await using trial = await open({})
    await expect(trial.device.storage.read()).rejects.toMatchObject({ code: 'no-disk' })
  })
})
