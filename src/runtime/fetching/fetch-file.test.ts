import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FileStore } from '../files/file-store.ts'
import { BenchSession } from '../session/bench-session.ts'
import { trialBench } from '../testing/trial-bench.ts'
import { TrialStorage } from '../testing/trial-storage.ts'

const CONTENTS = randomBytes(300_000)
const BESIDE = randomBytes(3000)
const SHA256 = createHash('sha256').update(CONTENTS).digest('hex')

let folder: string
let storage: TrialStorage
let session: BenchSession
let server: Server
let base: string
const asked: string[] = []
const ranges: (string | undefined)[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-fetch-'))
  storage = new TrialStorage('disk')
  session = new BenchSession(trialBench({ Disk: [storage.driver] }), new FileStore(folder, 1_000_000))
  asked.length = 0
  ranges.length = 0
  server = createServer((request, response) => {
    const { url = '' } = request
    if (!url.endsWith('.bmap')) asked.push(url)
    if (/^\/cut-[a-z]+$/.test(url)) return cut(request, response)
    if (url === '/app%20one.img') response.end(CONTENTS)
    else if (url === '/app.bmap?key=1') response.end(BESIDE)
    else if (url === '/app.img.gz?key=1') response.end(CONTENTS)
    else if (url === '/moved') response.writeHead(302, { location: '/app%20one.img' }).end()
    else if (url === '/round') response.writeHead(302, { location: '/round' }).end()
    else if (url === '/elsewhere') response.writeHead(302, { location: 'file:///etc/passwd' }).end()
    else if (url === '/large') response.writeHead(200, { 'content-length': 2_000_000 }).write('x')
    else if (url === '/endless') response.write(randomBytes(1_100_000))
    else if (url === '/broken')
      response.writeHead(200, { 'content-length': 9 }).write('half', () => response.destroy())
    else if (url === '/silent') response.writeHead(200).flushHeaders()
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await session[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** An answer that breaks off as soon as its first bytes have arrived. */
let half: ServerResponse | undefined

/** Breaks off in the middle of the first answer; what it can do then, its URL says. */
function cut({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
  ranges.push(headers.range)
  const tag = url === '/cut-changing' ? `"${ranges.length}"` : '"one"'
  const names = url === '/cut-plain' ? {} : { etag: tag }
  const from = headers['if-range'] === tag ? Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1]) : 0
  const rest = CONTENTS.subarray(from)
  const part = { 'content-range': `bytes ${from}-${CONTENTS.length - 1}/${CONTENTS.length}` }
  response.writeHead(from > 0 ? 206 : 200, { ...names, 'content-length': rest.length, ...(from > 0 && part) })
  if (from > 0 && url === '/cut-wrongly') response.end(rest.map((byte) => byte ^ 1))
  else if (ranges.length > 1 && url !== '/cut-always') response.end(rest)
  else {
    half = response
    response.write(rest.subarray(0, 1000))
  }
}

interface More {
  readonly signal?: AbortSignal
  readonly bmap?: string
}

async function flash(
  path: string,
  sha256: string | undefined,
  { signal, bmap }: More = {},
): Promise<unknown> {
  await using connection = session.connect()
  await connection.hold({ key: 'test', wanted: 'all' })
  const params = { image: `${base}${path}`, ...(sha256 === undefined ? {} : { sha256 }), bmap }
  return await connection.call({ device: 'Disk', ability: 'storage', member: 'flash' }, params, {
    signal,
    progress: () => half?.destroy(),
  })
}

const kept = () => readdirSync(join(folder, 'sha256'))

test('a file is fetched, checked, given to the driver under its name, and not fetched again', async () => {
  expect(await flash('/app%20one.img', SHA256.toUpperCase())).toEqual({
    bytes: CONTENTS.length,
    sha256: SHA256,
  })
  expect(storage.paths[0]).toMatch(/app one\.img$/)
  await flash('/app%20one.img', SHA256)
  expect(asked).toEqual(['/app%20one.img'])
  expect(readFileSync(join(folder, 'sha256', SHA256)).equals(CONTENTS)).toBe(true)
})

test('what need not be checked is fetched each time', async () => {
  for (let round = 0; round < 2; round += 1)
    expect(await flash('/app%20one.img', 'none')).toMatchObject({ sha256: SHA256 })
  expect(asked).toHaveLength(2)
})

test('what lies beside it comes along, whatever endings its name has', async () => {
  await flash('/app.img.gz?key=1', SHA256)
  expect(storage.beside).toEqual(['app.bmap', 'app.img.gz'])
  await flash('/app.img.gz?key=1', SHA256, { bmap: 'none' })
  expect(storage.beside).toEqual(['app.img.gz'])
})

test('a file that is named beside it is fetched as it comes', async () => {
  await flash('/app.img.gz?key=1', SHA256, { bmap: `${base}/app.bmap?key=1` })
  expect(storage.maps).toEqual([BESIDE])
  await expect(flash('/app.img.gz?key=1', SHA256, { bmap: `${base}/none` })).rejects.toMatchObject({
    code: 'fetch-failed',
  })
})

test('redirections are followed', async () => {
  expect(await flash('/moved', SHA256)).toMatchObject({ sha256: SHA256 })
})

const REST = expect.stringMatching(/^bytes=[1-9]\d*-$/)

test.each([
  ['goes on where it broke', '/cut-once', [undefined, REST]],
  ['begins anew where the server names no version', '/cut-plain', [undefined, undefined]],
  ['begins anew where the file has changed', '/cut-changing', [undefined, REST]],
])('a download whose connection breaks %s', async (_what, path, wanted) => {
  expect(await flash(path, SHA256)).toMatchObject({ bytes: CONTENTS.length, sha256: SHA256 })
  expect(ranges).toEqual(wanted)
})

test('what is put together of parts has the checksum, or is refused', async () => {
  await expect(flash('/cut-wrongly', SHA256)).rejects.toMatchObject({ code: 'checksum-mismatch' })
  expect(kept()).toEqual([])
})

test('a connection that always breaks is given up', async () => {
  await expect(flash('/cut-always', SHA256)).rejects.toMatchObject({
    code: 'fetch-failed',
    message: expect.stringContaining(', 5 times.'),
  })
  expect(ranges).toHaveLength(5)
})

test.each([
  ['without a checksum', '/app%20one.img', undefined, 'suite', 'checksum-needed'],
  ['with another checksum', '/app%20one.img', '0'.repeat(64), 'suite', 'checksum-mismatch'],
  ['with what is no checksum', '/app%20one.img', 'abc', 'suite', 'wrong-argument'],
  ['that is not there', '/nothing', SHA256, 'lab', 'fetch-failed'],
  ['that leads round and round', '/round', SHA256, 'lab', 'fetch-failed'],
  ['that leads to another kind of place', '/elsewhere', SHA256, 'lab', 'fetch-failed'],
  ['that breaks off', '/broken', SHA256, 'lab', 'fetch-failed'],
  ['that says it is too large', '/large', SHA256, 'lab', 'file-too-large'],
  ['that does not end', '/endless', SHA256, 'lab', 'file-too-large'],
])('a URL %s is refused, and nothing is kept', async (_what, path, sha256, family, code) => {
  await expect(flash(path, sha256)).rejects.toMatchObject({ family, code })
  expect(storage.paths).toEqual([])
  if (asked.length > 0 && code === 'checksum-mismatch') expect(kept()).toEqual([])
})

test('a server that says nothing more is given up with the call', async () => {
  const stop = new AbortController()
  server.once('request', () => setImmediate(() => stop.abort(new Error('enough'))))
  await expect(flash('/silent', SHA256, stop)).rejects.toThrow('enough')
})
