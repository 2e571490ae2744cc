import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { openTrialServer } from '../ssh-connection/trial-server.ts'
import { hasSshd, openTrialSshd, type TrialSshd } from '../ssh-connection/trial-sshd.ts'
import { sshDriver } from './ssh.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe.skipIf(!hasSshd)('files (needs openssh-server)', () => {
  let sshd: TrialSshd
  beforeAll(async () => {
    sshd = await openTrialSshd()
  })
  afterAll(() => sshd?.[Symbol.asyncDispose]())

  /** Opens the device: by OpenSSH, which has SFTP, or by a server that knows commands only. */
  async function withDevice(
    kind: string,
    work: (trial: TrialDevice, at: (name: string) => string) => Promise<void>,
  ) {
    const folder = join(sshd.folder, kind.replaceAll(' ', '-'))
    mkdirSync(folder)
    await using server = await openTrialServer()
    const config = kind === 'SFTP' ? sshd.config : server.config
    await using trial = await openTrialDevice({ ssh: { driver: sshDriver, config } }, folder)
    await work(trial, (name) => join(folder, name))
  }

  test.each(['SFTP', 'commands alone'])('are brought, compared, fetched and removed by %s', async (kind) => {
    await withDevice(kind, async ({ device: { files } }, at) => {
      const content = randomBytes(1_500_000)
      writeFileSync(at('image.bin'), content)
      const path = at("there it's")
      writeFileSync(path, 'old')
      const put = await files.put('image.bin', path, { mode: '750' })
      expect(put).toEqual({ bytes: content.length, sha256: sha256(content) })
      expect(readFileSync(path).equals(content)).toBe(true)
      expect(statSync(path).mode & 0o777).toBe(0o750)
      expect(await files.checksum(path)).toBe(sha256(content))
      expect(Buffer.from(await files.get(path)).equals(content)).toBe(true)
      await files.remove(path)
      expect(readdirSync(at('.'))).toEqual(['image.bin'])
    })
  })

  test.each(['SFTP', 'commands alone'])('that are missing or refused are told by %s', async (kind) => {
    await using server = await openTrialServer()
    const config = kind === 'SFTP' ? sshd.config : server.config
    await using trial = await openTrialDevice({ ssh: { driver: sshDriver, config } }, sshd.folder)
    const { files } = trial.device
    await expect(files.get('/no/such')).rejects.toThrow('board has no file /no/such')
    await expect(files.checksum('/no/such')).rejects.toThrow('board has no file /no/such')
    await expect(files.remove('/no/such')).rejects.toThrow('board has no file /no/such')
    await expect(files.put('.', '/tmp/x')).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(files.put('user-key', '/no/such/folder')).rejects.toMatchObject({ family: 'device' })
    await expect(files.put('nowhere', '/tmp/x')).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(files.put('user-key', '/tmp/x', { mode: 'rwx' })).rejects.toThrow('"rwx" are no rights')
    await expect(files.put('user-key', '/proc/version')).rejects.toMatchObject({ family: 'device' })
  })

  test('a file of the kernel, which tells no size, is fetched whole', async () => {
    await using trial = await openTrialDevice(
      { ssh: { driver: sshDriver, config: sshd.config } },
      sshd.folder,
    )
    expect(Buffer.from(await trial.device.files.get('/proc/version')).toString()).toContain('Linux')
  })

  test('what breaks on the way leaves the old file and no part of the new one', async () => {
    await using trial = await openTrialDevice(
      { ssh: { driver: sshDriver, config: sshd.config } },
      sshd.folder,
    )
    const path = join(sshd.folder, 'kept')
    writeFileSync(path, 'old')
    writeFileSync(join(sshd.folder, 'large'), Buffer.alloc(200_000_000))
    const giveUp = new AbortController()
    const putting = trial.device.files.put('large', path, { signal: giveUp.signal })
    await expect.poll(() => existsSync(`${path}.hilwright-part`), { interval: 5 }).toBe(true)
    giveUp.abort(new Error('enough'))
    await expect(putting).rejects.toThrow('enough')
    await expect.poll(() => existsSync(`${path}.hilwright-part`)).toBe(false)
    expect(readFileSync(path, 'utf8')).toBe('old')
  })
})
