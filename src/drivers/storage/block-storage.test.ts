import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { openTrialLoop, whyNoLoops } from '../block-device/trial-loop.ts'
import { blockStorage } from './block-storage.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-block-'))
afterAll(() => rmSync(folder, { recursive: true }))

const MIB = 1024 * 1024
const noLoops = whyNoLoops(folder)

/** An image with holes, whose end is in the middle of a sector. */
const contents = Buffer.concat([
  randomBytes(MIB + 4096),
  Buffer.alloc(3 * MIB),
  randomBytes(300_000),
  Buffer.alloc(MIB),
  randomBytes(777),
])
const image = file('image.img', contents)
const sha256 = sha256Of(contents)

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const open = (config: object) => openTrialDevice({ disk: { driver: blockStorage, config } }, folder)

describe('a file', () => {
  it('takes an image, tells its checksum, and leaves out what is zero', async () => {
    await using trial = await open({ path: 'disk.img' })
    const flashed = await trial.device.storage.flash(image)
    expect(flashed).toEqual({ bytes: contents.length, sha256 })
    const disk = join(folder, 'disk.img')
    expect(readFileSync(disk).equals(contents)).toBe(true)
    expect(statSync(disk).blocks * 512).toBeLessThan(2.5 * MIB)
    expect(await trial.device.storage.verify(image)).toEqual(flashed)
    expect(Buffer.from(await trial.device.storage.read({ offset: 5000, length: 9 }))).toEqual(
      contents.subarray(5000, 5009),
    )
  })

  it('that ends before the image does differs from it', async () => {
    const path = file('short.img', contents.subarray(0, MIB))
    for (const config of [{ path }, { path, size: '16 MiB' }]) {
      await using trial = await open(config)
      const verified = trial.device.storage.verify(image)
      await expect(verified).rejects.toMatchObject({ code: 'verify-failed', family: 'device' })
      await expect(verified).rejects.toThrow(`short.img ends after ${MIB} bytes, and`)
    }
  })

  it('of a larger medium than the image is as long as the medium', async () => {
    await using trial = await open({ path: 'card.img', size: '16 MiB' })
    await trial.device.storage.flash(image)
    expect(statSync(join(folder, 'card.img')).size).toBe(16 * MIB)
  })

  it('holds nothing of what was there before', async () => {
    file('old.img', Buffer.alloc(9 * MIB, 0xee))
    await using trial = await open({ path: 'old.img' })
    await trial.device.storage.flash(image)
    expect(readFileSync(join(folder, 'old.img')).equals(contents)).toBe(true)
  })

  it('tells the first place that differs', async () => {
    await using trial = await open({ path: 'other.img' })
    await trial.device.storage.flash(image)
    const other = Buffer.from(contents)
    other[4 * MIB + 5000] = 1 + (other[4 * MIB + 5000] ?? 0)
    const verified = trial.device.storage.verify(file('changed.img', other))
    await expect(verified).rejects.toMatchObject({ code: 'verify-failed' })
    await expect(verified).rejects.toThrow('between byte 4194304 and byte 5242879')
  })

  it('tells how far it is while it is written', async () => {
    await using trial = await open({ path: 'shown.img' })
    const giveUp = new AbortController()
    const steps = new Set<string>()
    const watching = (async () => {
      for await (const state of trial.device.storage.progress({ signal: giveUp.signal })) {
        steps.add(state.step)
        if (state.step === 'write') expect(state.length).toBe(64 * MIB)
      }
    })().catch(() => {})
    const large = join(folder, 'large.img')
    file('large.img', randomBytes(MIB))
    truncateSync(large, 64 * MIB)
    for (let round = 0; round < 50 && steps.size < 2; round += 1) await trial.device.storage.flash(large)
    giveUp.abort()
    await watching
    expect(steps).toContain('write')
  })

  it('that belongs to a folder of devices is never made', async () => {
    await using trial = await open({ path: '/dev/hilwright-no-such-disk' })
    await expect(trial.device.storage.flash(image)).rejects.toMatchObject({ code: 'storage-missing' })
    await using wrong = await open({ path: '/dev/null' })
    await expect(wrong.device.storage.flash(image)).rejects.toThrow('neither a block device nor a file')
  })
})

describe('an image', () => {
  const packed = file('image.img.gz', gzipSync(contents))

  it('that does not fit is refused before anything is written', async () => {
    const old = file('small.img', Buffer.from('what was there'))
    await using trial = await open({ path: 'small.img', size: '4 MiB' })
    for (const one of [image, packed]) {
      const flashed = trial.device.storage.flash(one)
      await expect(flashed).rejects.toMatchObject({ code: 'image-out-of-range' })
      await expect(flashed).rejects.toThrow(`has ${contents.length} bytes unpacked`)
    }
    expect(readFileSync(old, 'utf8')).toBe('what was there')
  })

  it('that is cut off or damaged is never taken for written', async () => {
    const cut = file('cut.img.gz', gzipSync(contents).subarray(0, 500_000))
    const damaged = gzipSync(contents)
    damaged[900_000] = 1 + (damaged[900_000] ?? 0)
    await using trial = await open({ path: 'never.img' })
    for (const one of [cut, file('damaged.img.gz', damaged)])
      await expect(trial.device.storage.flash(one)).rejects.toMatchObject({ code: 'image-corrupt' })
  })

  it('that is damaged is refused beforehand where the bench file asks for it', async () => {
    const old = file('careful.img', Buffer.from('what was there'))
    await using trial = await open({ path: 'careful.img', check: 'whole' })
    const cut = file('cut2.img.gz', gzipSync(contents).subarray(0, 500_000))
    await expect(trial.device.storage.flash(cut)).rejects.toMatchObject({ code: 'image-corrupt' })
    expect(readFileSync(old, 'utf8')).toBe('what was there')
  })

  it('with another checksum than it should have is refused', async () => {
    await using trial = await open({ path: 'sum.img' })
    const flashed = trial.device.storage.flash(image, { sha256: '0'.repeat(64) })
    await expect(flashed).rejects.toMatchObject({ code: 'checksum-mismatch' })
  })

  it.skipIf(!has('bmaptool'))('goes by its block map, each range checked', async () => {
    const sparse = file('sparse.img', contents.subarray(0, MIB + 4096))
    truncateSync(sparse, 32 * MIB)
    execFileSync('bmaptool', ['create', '-o', `${sparse}.bmap`, sparse], { stdio: 'ignore' })
    const gz = file('sparse.img.gz', gzipSync(readFileSync(sparse)))
    await using trial = await open({ path: 'mapped.img', size: '64 MiB' })
    const mapped = {
      ...{ bytes: MIB + 4096, sha256: sha256Of(contents.subarray(0, MIB + 4096)), bmap: 'sparse.img.bmap' },
    }
    for (const one of [sparse, gz]) {
      const flashed = await trial.device.storage.flash(one, { bmap: `${sparse}.bmap` })
      expect(flashed).toEqual(mapped)
      // It lies beside both.
      expect(await trial.device.storage.flash(one)).toEqual(mapped)
      expect(await trial.device.storage.verify(one)).toEqual(mapped)
    }
    const all = { bytes: 32 * MIB, sha256: sha256Of(readFileSync(sparse)) }
    expect(await trial.device.storage.flash(gz, { bmap: 'none' })).toEqual(all)
    file('page.img.bmap', Buffer.from('<html>There is no such file.</html>'))
    expect(await trial.device.storage.flash(file('page.img.gz', readFileSync(gz)))).toEqual(all)
    const other = Buffer.from(readFileSync(sparse))
    other[70_000] = 1 + (other[70_000] ?? 0)
    const changed = trial.device.storage.flash(file('sparse2.img', other), { bmap: `${sparse}.bmap` })
    await expect(changed).rejects.toThrow(/its bytes from 0 to 1052671 have the sha256/)
    const wrong = trial.device.storage.flash(image, { bmap: `${sparse}.bmap` })
    await expect(wrong).rejects.toMatchObject({ code: 'bmap-invalid' })
  })
})

describe.skipIf(noLoops !== undefined)('a block device', () => {
  it('is written whole, its tail too, and read back past the memory of the system', async () => {
    using loop = openTrialLoop(join(folder, 'loop.img'), 16 * MIB)
    await using trial = await open({ path: loop.path })
    expect(await trial.device.storage.flash(image)).toEqual({ bytes: contents.length, sha256 })
    expect(readFileSync(loop.path).subarray(0, contents.length).equals(contents)).toBe(true)
    expect(Buffer.from(await trial.device.storage.read({ offset: 16 * MIB - 4, length: 4 }))).toEqual(
      Buffer.alloc(4),
    )
    const beyond = trial.device.storage.read({ offset: 16 * MIB, length: 1 })
    await expect(beyond).rejects.toMatchObject({ code: 'read-out-of-range' })
  })

  it('that is too small is refused before anything is written', async () => {
    using loop = openTrialLoop(join(folder, 'tiny.img'), 2 * MIB)
    await using trial = await open({ path: loop.path })
    await expect(trial.device.storage.flash(image)).rejects.toMatchObject({ code: 'image-out-of-range' })
    expect(readFileSync(loop.path)[0]).toBe(0xa5)
  })

  it('that is mounted is refused and keeps what is on it, and so is the file behind it', async () => {
    using loop = openTrialLoop(join(folder, 'mounted.img'), 16 * MIB)
    execFileSync('mkfs.ext4', ['-q', loop.path])
    const mount = join(folder, 'mount')
    mkdirSync(mount)
    execFileSync('mount', [loop.path, mount])
    try {
      writeFileSync(join(mount, 'precious'), 'data')
      await using trial = await open({ path: loop.path })
      const flashed = trial.device.storage.flash(image)
      await expect(flashed).rejects.toMatchObject({ code: 'storage-busy' })
      await expect(flashed).rejects.toThrow(`mounted at ${mount}. Nothing was written.`)
      await using behind = await open({ path: 'mounted.img' })
      await expect(behind.device.storage.flash(image)).rejects.toThrow(`${loop.path} shows it`)
      expect(readFileSync(join(mount, 'precious'), 'utf8')).toBe('data')
    } finally {
      execFileSync('umount', [mount])
    }
  })

  it('that fails in the middle is no success', async () => {
    const small = join(folder, 'full')
    mkdirSync(small)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small])
    try {
      using loop = openTrialLoop(join(small, 'disk.img'), 16 * MIB)
      const random = file('random.img', randomBytes(8 * MIB))
      await using trial = await open({ path: loop.path })
      const flashed = trial.device.storage.flash(random)
      await expect(flashed).rejects.toMatchObject({ code: 'storage-failed' })
      await expect(flashed).rejects.toThrow('What is on it is not whole')
    } finally {
      execFileSync('umount', ['-l', small])
    }
  })
})
