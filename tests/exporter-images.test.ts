import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { CuttableLink } from '../src/transport/testing/cuttable-link.ts'
import { exported } from './exported.ts'
import { createProject, type Project } from './project.ts'

const BENCH = 'devices:\n  board:\n    drivers:\n      card: { type: block-storage, path: card.img }\n'
const CARD = 'card.img'
const hasBmaptool = spawnSync('bmaptool', ['--version']).status === 0

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const portOf = (url: string) => Number(new URL(url).port)

/** A machine of its own: its caches, its configuration and its token. */
function machine() {
  const project = createProject({ 'bench.yaml': BENCH })
  mkdirSync(join(project.folder, 'images'))
  const at = (name: string) => join(project.folder, name)
  const env = { XDG_CACHE_HOME: at('cache'), XDG_CONFIG_HOME: at('config'), XDG_STATE_HOME: at('state') }
  return { project, env, at }
}

const tokenOf = ({ folder }: Project) =>
  readFileSync(join(folder, 'state/hilwright/exporter-token'), 'utf8').trim()

/** What a machine keeps. */
const kept = ({ folder }: Project, part = 'sha256') => {
  const path = join(folder, 'cache/hilwright/files', part)
  return existsSync(path) ? readdirSync(path) : []
}

/** Two exporters: one that has images, and one with a card that knows it as `store`. */
async function twoExporters(options: readonly string[] = []) {
  const [store, lab] = [machine(), machine()]
  const serving = await exported(store.project, ['--images', 'images', ...options], store.env)
  const flashing = await exported(lab.project, [], lab.env)
  const know = async (url: string, token = store.at('state/hilwright/exporter-token')) => {
    const added = await lab.project.hil(['context', 'add', 'store', url, '--token-file', token], lab.env)
    expect(added.exitCode).toBe(0)
  }
  await know(/wss?:\S+/.exec(serving.said)?.[0] ?? '')
  const flash = (image: string, ...more: string[]) =>
    lab.project.hil(['flash', 'board', image, '--exporter', flashing.url, ...more], {
      ...lab.env,
      // Who flashes knows the exporter with the card only.
      XDG_CONFIG_HOME: lab.at('elsewhere'),
    })
  const end = async () => {
    const ends = [await flashing.end(), await serving.end()]
    for (const { exitCode, all } of ends) {
      expect(exitCode).toBe(0)
      for (const { project } of [store, lab]) expect(all).not.toContain(tokenOf(project))
    }
    await store.project[Symbol.asyncDispose]()
    await lab.project[Symbol.asyncDispose]()
    return ends
  }
  return { store, lab, serving, flashing, know, flash, end }
}

/** A port that leads to another one, and hangs up when so many bytes came from there. */
async function linkThatBreaks(port: number, bytes: number) {
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    let passed = 0
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => {}).once('close', () => other.destroy())
    near.on('data', (chunk) => far.write(chunk))
    far.on('data', (chunk) => {
      passed += chunk.length
      if (passed < bytes) near.write(chunk)
      else {
        far.pause()
        near.end()
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: own } = server.address() as AddressInfo
  return { url: `ws://127.0.0.1:${own}`, [Symbol.dispose]: () => void server.close() }
}

describe('an image of another exporter', () => {
  test('goes from exporter to exporter, encrypted, by its name or its digest, and is fetched once', async () => {
    const { store, lab, flashing, flash, end } = await twoExporters(['--tls'])
    const image = randomBytes(3_000_000)
    mkdirSync(store.at('images/nightly'))
    writeFileSync(store.at('images/nightly/disk one.img'), image)
    using laptop = await CuttableLink.to(portOf(flashing.url))
    const named = 'exporter://store/nightly/disk%20one.img'
    const args = ['flash', 'board', named, '--exporter', laptop.url]
    const first = await lab.project.hil(args, lab.env)
    expect(first).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(`Flashed board in .*3 MB, SHA-256 ${sha256Of(image)}`),
      stderr: expect.stringMatching(/Fetching disk one\.img, 3 MB\n.*disk one\.img is fetched; writing it/),
    })
    expect(laptop.sent).toBeLessThan(10_000)
    expect(readFileSync(lab.at(CARD)).equals(image)).toBe(true)
    const again = await flash(`exporter://store/${sha256Of(image)}/disk.img`)
    expect(again).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('Fetching') })

    // What the other exporter keeps needs no folder: here, what was flashed there.
    const other = randomBytes(500_000)
    writeFileSync(store.at('other.img'), other)
    const digest = sha256Of(other)
    mkdirSync(store.at('cache/hilwright/files/sha256'), { recursive: true })
    writeFileSync(store.at(`cache/hilwright/files/sha256/${digest}`), other)
    expect(await flash(`exporter://store/${digest}`)).toMatchObject({ exitCode: 0 })
    expect(readFileSync(lab.at(CARD)).equals(other)).toBe(true)
    const [, { all }] = (await end()) as [unknown, { all: string }]
    expect(all.match(/ went to 127\.0\.0\.1, /g)).toHaveLength(2)
  })

  test.skipIf(!hasBmaptool)('brings the block map that lies beside it', async () => {
    const { store, lab, flash, end } = await twoExporters()
    const image = Buffer.alloc(4_000_000)
    randomBytes(8192).copy(image)
    writeFileSync(store.at('disk.img'), image.subarray(0, 8192))
    truncateSync(store.at('disk.img'), image.length)
    execFileSync('bmaptool', ['create', '-o', store.at('images/disk.bmap'), store.at('disk.img')])
    writeFileSync(store.at('images/disk.wic.gz'), gzipSync(image))
    const mapped = await flash('exporter://store/disk.wic.gz')
    expect(mapped).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('8.2 kB by disk.bmap, ') })
    expect(mapped.stderr).toContain('Writing disk.wic.gz by disk.bmap')
    const whole = await flash('exporter://store/disk.wic.gz', '--bmap', 'none')
    expect(whole).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`4 MB, SHA-256 ${sha256Of(image)}`),
    })
    expect(readFileSync(lab.at(CARD)).equals(image)).toBe(true)
    await end()
  })

  test('that is not there, or not to be had, ends with the code of who is to blame', async () => {
    const { store, lab, know, flash, end } = await twoExporters()
    store.project.write({ 'images/disk.img': 'image', 'images/.hidden': 'no', 'secret.txt': 'no' })
    symlinkSync('../secret.txt', store.at('images/link.img'))
    for (const [image, code, message, ...more] of [
      ['exporter://store/none.img', 2, 'The exporter "store" offers no image "none.img".'],
      [`exporter://store/${'0'.repeat(64)}`, 2, 'keeps no file with the SHA-256 0000'],
      ['exporter://store/../secret.txt', 2, 'offers no image'],
      ['exporter://store/%2e%2e%2fsecret.txt', 2, 'offers no image'],
      ['exporter://store/link.img', 2, 'offers no image'],
      ['exporter://store/.hidden', 2, 'offers no image'],
      ['exporter://store', 2, 'names no image of an exporter'],
      ['exporter://stroe/disk.img', 2, 'The machine of the bench knows no exporter "stroe"'],
      ['exporter://store/disk.img', 2, 'has another checksum', '--sha256', '0'.repeat(64)],
    ] as const)
      expect(await flash(image, ...more)).toMatchObject({
        ...{ exitCode: code, stdout: '', stderr: expect.stringContaining(message) },
      })
    await know('ws://127.0.0.1:9')
    expect(await flash('exporter://store/disk.img')).toMatchObject({
      ...{ exitCode: 3, stderr: expect.stringContaining('The exporter "store" does not answer') },
    })
    expect(existsSync(lab.at(CARD))).toBe(false)
    expect(kept(lab.project)).toEqual([])
    await end()
  })

  test('needs the token, with every request', async () => {
    const { store, lab, serving, know, flash, end } = await twoExporters()
    store.project.write({ 'images/disk.img': 'image' })
    lab.project.write({ 'wrong-token': 'abcdefgh\n' })
    await know(serving.url, lab.at('wrong-token'))
    const refused = await flash('exporter://store/disk.img')
    expect(refused).toMatchObject({
      ...{ exitCode: 3, stderr: expect.stringContaining('The exporter "store" does not let this one in.') },
    })
    expect(refused.all).not.toContain('abcdefgh')
    const url = new URL('/images/disk.img', serving.url.replace(/^ws/, 'http'))
    const authorization = `Bearer ${tokenOf(store.project)}`
    const status = async (path: string | URL, init: RequestInit = {}) =>
      (await fetch(new URL(path, url), init)).status
    expect(await status(url)).toBe(401)
    expect(await status('/images/none', { headers: { authorization: 'Bearer x' } })).toBe(401)
    expect(await status('/images/none', { headers: { authorization } })).toBe(404)
    expect(await status('/', { headers: { authorization } })).toBe(404)
    expect(await status(url, { headers: { authorization }, method: 'PUT' })).toBe(405)
    expect(await status(url, { headers: { authorization, range: 'bytes=9-' } })).toBe(416)
    const rest = await fetch(url, { headers: { authorization, range: 'bytes=2-' } })
    expect([rest.status, await rest.text()]).toEqual([206, 'age'])
    const [, { all }] = (await end()) as [unknown, { all: string }]
    expect(all).toContain('refused: A request of 127.0.0.1 did not show the token.')
    expect(all).not.toContain('abcdefgh')
  })

  test('whose exporter goes away in the middle is taken up where it stopped', async () => {
    const { store, lab, serving, know, flash, end } = await twoExporters()
    const image = randomBytes(12_000_000)
    writeFileSync(store.at('images/disk.img'), image)
    using breaking = await linkThatBreaks(portOf(serving.url), 3_000_000)
    await know(breaking.url)
    const broken = await flash('exporter://store/disk.img')
    expect(broken).toMatchObject({ exitCode: 3, stdout: '' })
    expect(broken.stderr).toMatch(/broke off after \d+ of 12000000 bytes/)
    expect(existsSync(lab.at(CARD))).toBe(false)
    await know(serving.url)
    expect(await flash('exporter://store/disk.img')).toMatchObject({ exitCode: 0 })
    expect(readFileSync(lab.at(CARD)).equals(image)).toBe(true)
    const [, { all }] = (await end()) as [unknown, { all: string }]
    const rest = [...all.matchAll(/went to 127\.0\.0\.1, (.+)/g)].map(([, bytes]) => bytes).at(-1)
    expect(Number.parseFloat(rest ?? '12')).toBeLessThan(11.5)
  })

  test('that arrives with another digest is not written and not kept', async () => {
    const { store, lab, flash, end } = await twoExporters()
    const digest = sha256Of(Buffer.from('image'))
    store.project.write({ [`cache/hilwright/files/sha256/${digest}`]: 'imago' })
    chmodSync(store.at(`cache/hilwright/files/sha256/${digest}`), 0o400)
    const damaged = await flash(`exporter://store/${digest}`)
    expect(damaged).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('arrived damaged') })
    expect(existsSync(lab.at(CARD))).toBe(false)
    expect([...kept(lab.project), ...kept(lab.project, 'partial')]).toEqual([])
    await end()
  })
})
