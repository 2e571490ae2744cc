import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Calling, Connection, FileProgress } from '../../runtime/connection.ts'
import { FileStore } from '../../runtime/files/file-store.ts'
import { BenchSession } from '../../runtime/session/bench-session.ts'
import { trialBench } from '../../runtime/testing/trial-bench.ts'
import { TrialStorage } from '../../runtime/testing/trial-storage.ts'
import { connectTo } from '../client/remote-connection.ts'
import { serveBench } from '../served/serve.ts'
import { CuttableLink } from '../testing/cuttable-link.ts'

const MIB = 1024 * 1024
const target = { device: 'Disk', ability: 'storage', member: 'flash' }

let folder: string
let storage: TrialStorage
let store: FileStore
let session: BenchSession
let server: AsyncDisposable
let link: CuttableLink
let connection: Connection

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-files-'))
  storage = new TrialStorage('disk')
  store = new FileStore(join(folder, 'cache'), 64 * MIB)
  session = new BenchSession(trialBench({ Disk: [storage.driver] }), store)
  const path = join(folder, 'bench.sock')
  const listen = { kind: 'unix', path } as const
  server = await serveBench(() => session.connect(), { listen, grace: 10_000, files: store })
  link = await CuttableLink.to(path)
  connection = await connected()
})

afterEach(async () => {
  await connection[Symbol.asyncDispose]()
  link[Symbol.dispose]()
  await server[Symbol.asyncDispose]()
  await session[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

async function connected(): Promise<Connection> {
  const one = await connectTo({ url: link.url })
  await one.hold({ key: 'test', wanted: 'all' })
  return one
}

function image(bytes: number, name = 'disk.img') {
  const path = join(folder, name)
  const contents = randomBytes(bytes)
  writeFileSync(path, contents)
  return { path, bytes, sha256: createHash('sha256').update(contents).digest('hex') }
}

const flash = (path: string, waiting: Calling = {}, more = {}) =>
  connection.call(target, { image: path, ...more }, waiting)

test('a file comes whole, under its own name, and a second time nothing is sent', async () => {
  const { path, bytes, sha256 } = image(5 * MIB + 3)
  const heard: FileProgress[] = []
  expect(await flash(path, { progress: (one) => heard.push(one) })).toEqual({ bytes, sha256 })
  expect(storage.paths[0]).toMatch(/cache.*disk\.img$/)
  expect(heard.filter(({ step }) => step === 'send').at(-1)).toMatchObject({ bytes, length: bytes })
  expect(heard.at(-1)?.step).toBe('there')
  const before = link.sent
  expect(await flash(path)).toEqual({ bytes, sha256 })
  expect(link.sent - before).toBeLessThan(2000)
  expect(readdirSync(join(folder, 'cache', 'in-use'))).toEqual([])
})

test('what lies beside a file comes along, unless it is kept back or another one is named', async () => {
  const { path } = image(3000, 'disk.wic.gz')
  const map = image(100, 'disk.bmap')
  await flash(path)
  expect(storage.beside).toEqual(['disk.bmap', 'disk.wic.gz'])
  await flash(path, {}, { bmap: 'none' })
  expect(storage.beside).toEqual(['disk.wic.gz'])
  await flash(path, {}, { bmap: map.path })
  expect(storage.beside).toEqual(['disk.wic.gz'])
  expect(storage.maps).toEqual([readFileSync(map.path)])
})

test('an empty file is a file', async () => {
  const { path, sha256 } = image(0)
  expect(await flash(path)).toEqual({ bytes: 0, sha256 })
})

test('the link is cut five times on the way: the file comes once and whole', async () => {
  const { path, bytes, sha256 } = image(40 * MIB)
  const flashing = flash(path)
  for (const part of [1, 8, 15, 22, 30]) {
    await link.carried(part * MIB)
    link.cut()
  }
  expect(await flashing).toEqual({ bytes, sha256 })
  expect(link.connections).toBeGreaterThan(5)
  // What was under way at a cut goes again, no more.
  expect(link.sent).toBeLessThan(bytes + 5 * 9 * MIB)
})

test('a new session goes on with what came in an earlier one', async () => {
  const { path, bytes, sha256 } = image(40 * MIB)
  const stop = new AbortController()
  const flashing = flash(path, { signal: stop.signal })
  await link.carried(20 * MIB)
  stop.abort(new Error('enough'))
  await expect(flashing).rejects.toThrow('enough')
  await connection[Symbol.asyncDispose]()
  connection = await connected()
  const before = link.sent
  expect(await flash(path)).toEqual({ bytes, sha256 })
  expect(link.sent - before).toBeLessThan(30 * MIB)
})

test('what was kept of another file under its name is found out, and not flashed', async () => {
  const { path, bytes, sha256 } = image(3 * MIB)
  mkdirSync(join(folder, 'cache', 'partial'), { recursive: true })
  writeFileSync(join(folder, 'cache', 'partial', `${sha256}-${bytes}`), randomBytes(MIB))
  await expect(flash(path)).rejects.toMatchObject({ family: 'lab', code: 'transfer-damaged' })
  expect(storage.paths).toEqual([])
  expect(await flash(path)).toEqual({ bytes, sha256 })
})

test.each([
  ['is not there', 'nowhere.img', 'file-not-found'],
  ['is a folder', '.', 'not-a-file'],
])('a file that %s is refused', async (_what, name, code) => {
  await expect(flash(join(folder, name))).rejects.toMatchObject({ family: 'suite', code })
})

test('a file that shrinks while it is sent is refused', async () => {
  const { path } = image(40 * MIB)
  const progress = ({ step, bytes }: FileProgress) => {
    if (step === 'send' && bytes < 2 * MIB) truncateSync(path, MIB)
  }
  await expect(flash(path, { progress })).rejects.toMatchObject({ family: 'suite', code: 'file-changed' })
  expect(storage.paths).toEqual([])
})

test('a checksum that is not that of the file is refused before the driver has it', async () => {
  const { path } = image(MIB)
  const wrong = { sha256: '0'.repeat(64) }
  await expect(flash(path, {}, wrong)).rejects.toMatchObject({ family: 'suite', code: 'checksum-mismatch' })
  expect(storage.paths).toEqual([])
})

test('a cache that cannot be written is an error of the lab', async () => {
  writeFileSync(join(folder, 'cache'), 'in the way')
  const { path } = image(MIB)
  await expect(flash(path)).rejects.toMatchObject({ family: 'lab', code: 'file-cache' })
})

test('a file that is larger than the cache is refused', async () => {
  const { path } = image(65 * MIB)
  await expect(flash(path)).rejects.toMatchObject({ family: 'lab', code: 'file-too-large' })
})

test('the files that were used longest ago make room', async () => {
  const files = [image(25 * MIB, 'a'), image(25 * MIB, 'b'), image(25 * MIB, 'c')] as const
  for (const { path } of [files[0], files[1], files[0], files[2]]) await flash(path)
  const kept = (sha256: string) => existsSync(join(folder, 'cache', 'sha256', sha256))
  expect(files.map(({ sha256 }) => kept(sha256))).toEqual([true, false, true])
  expect(
    readFileSync(join(folder, 'cache', 'sha256', files[2].sha256)).equals(readFileSync(files[2].path)),
  ).toBe(true)
})
