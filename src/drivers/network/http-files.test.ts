import { execFile } from 'node:child_process'
import { createHash, pbkdf2 } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { parseRange } from '../file-servers/http-range.ts'
import { httpFiles } from './http-files.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'hilwright-http-files-'))
const image = join(folder, 'image.bin')
const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
writeFileSync(image, content)
afterAll(() => rmSync(folder, { recursive: true }))

const open = (config: object = {}) =>
  openTrialDevice({ http: { driver: httpFiles, config: { address: '127.0.0.1', ...config } } }, folder)
const curl = (...args: readonly string[]) => run('curl', ['--silent', '--noproxy', '*', ...args])

/** Keeps all the threads that work on files busy, so that each step of a file waits for its turn. */
function keepDiskWaiting(): AsyncDisposable {
  const over = new AbortController()
  const work = promisify(pbkdf2)
  const busy = Array.from({ length: 8 }, async () => {
    while (!over.signal.aborted) await work('password', 'salt', 5_000, 32, 'sha256')
  })
  return {
    [Symbol.asyncDispose]: async () => {
      over.abort()
      await Promise.all(busy)
    },
  }
}

describe('files over HTTP', () => {
  test('are fetched whole, and the server says by whom', async () => {
    await using trial = await open()
    const server = trial.device['file-server']
    const staged = await server.stage(image, { name: '/boot/image 1.bin' })
    const sha256 = createHash('sha256').update(content).digest('hex')
    expect(staged).toMatchObject({ name: 'boot/image 1.bin', bytes: 300_000, sha256 })
    expect(staged.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/boot\/image%201\.bin$/)
    await curl('--output', join(folder, 'got'), staged.url)
    expect(readFileSync(join(folder, 'got')).equals(content)).toBe(true)
    expect(await server.waitForRequest('boot/image 1.bin')).toEqual({
      time: expect.any(Number),
      client: '127.0.0.1',
      name: 'boot/image 1.bin',
      outcome: 'complete',
      bytes: 300_000,
    })
  })

  test('are resumed and asked for in parts', async () => {
    await using trial = await open()
    const { url } = await trial.device['file-server'].stage(image)
    const partial = join(folder, 'partial')
    writeFileSync(partial, content.subarray(0, 100_000))
    await curl('--continue-at', '-', '--output', partial, url)
    expect(readFileSync(partial).equals(content)).toBe(true)
    const part = await curl('--range', '-3', '--include', url)
    expect(part.stdout).toMatch(/206 Partial Content/)
    expect(part.stdout.toLowerCase()).toContain('content-range: bytes 299997-299999/300000')
    const outside = await curl('--range', '400000-', '--include', url)
    expect(outside.stdout).toMatch(/416 Range Not Satisfiable/)
    const seen = await trial.device['file-server'].requests()
    expect(seen.map(({ bytes }) => bytes)).toEqual([200_000, 3])
  })

  test('stay as they were when they were staged, until they are replaced or removed', async () => {
    const file = join(folder, 'changing')
    writeFileSync(file, 'first')
    await using trial = await open()
    const server = trial.device['file-server']
    const { url } = await server.stage(file)
    writeFileSync(file, 'second')
    expect((await curl(url)).stdout).toBe('first')
    await server.stage(file)
    expect((await curl(url)).stdout).toBe('second')
    expect(await server.list()).toEqual(['changing'])
    await server.remove('changing')
    await server.remove('changing')
    expect((await curl('--write-out', '%{http_code}', url)).stdout).toBe('404')
    await expect(server.url('changing')).rejects.toMatchObject({ code: 'file-not-staged' })
    const missing = server.stage(join(folder, 'missing'))
    await expect(missing).rejects.toMatchObject({ code: 'file-not-found', family: 'suite' })
    expect((await server.requests()).at(-1)).toMatchObject({ name: 'changing', outcome: 'missing', bytes: 0 })
  })

  test('of no bytes are fetched too', async () => {
    writeFileSync(join(folder, 'empty'), '')
    await using trial = await open()
    const { url } = await trial.device['file-server'].stage(join(folder, 'empty'))
    expect((await curl('--write-out', '%{http_code}', url)).stdout).toBe('200')
    expect(await trial.device['file-server'].waitForRequest('empty')).toMatchObject({ outcome: 'complete' })
  })

  test('cannot be written, and nothing beside them can be read', async () => {
    await using trial = await open()
    const server = trial.device['file-server']
    const { url } = await server.stage(image)
    expect((await curl('--write-out', '%{http_code}', '--upload-file', image, url)).stdout).toBe('405')
    const outside = url.replace('image.bin', '../../../../etc/passwd')
    expect((await curl('--path-as-is', '--write-out', '%{http_code}', outside)).stdout).toBe('404')
    await expect(server.stage(image, { name: '../x' })).rejects.toMatchObject({ code: 'file-name' })
  })

  test('that a device stops fetching are told as broken', async () => {
    const large = join(folder, 'large')
    writeFileSync(large, Buffer.alloc(30_000_000))
    await using trial = await open()
    const { url } = await trial.device['file-server'].stage(large)
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n')
    socket.once('data', () => socket.destroy())
    const seen = await trial.device['file-server'].waitForRequest('large')
    expect(seen.outcome).toBe('broken')
    expect(seen.bytes).toBeLessThan(30_000_000)
  })

  test('whose device hangs up with the last byte are complete, however late the disk is', async () => {
    await using trial = await open()
    const { url } = await trial.device['file-server'].stage(image)
    await using _late = keepDiskWaiting()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('GET /image.bin HTTP/1.1\r\nhost: x\r\n\r\n')
    let left = content.length
    const answer = trial.device['file-server'].waitForRequest('image.bin')
    for await (const data of socket.iterator({ destroyOnReturn: true })) {
      const end = left === content.length ? (data as Buffer).indexOf('\r\n\r\n') + 4 : 0
      left -= (data as Buffer).length - end
      if (left === 0) break
    }
    expect(await answer).toMatchObject({ outcome: 'complete', bytes: content.length })
  })

  test('that nobody asks for end the wait at its time', async () => {
    await using trial = await open()
    const { url } = await trial.device['file-server'].stage(image)
    await curl('--output', '/dev/null', url)
    const wait = trial.device['file-server'].waitForRequest('other', { timeout: 20 })
    await expect(wait).rejects.toThrow('Nobody asked for other within 20 ms.\n  Asked for was: image.bin.')
  })
})

test('an address in use is told', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as { port: number }
  await expect(open({ port })).rejects.toMatchObject({
    message: expect.stringContaining(
      `The HTTP server cannot listen at 127.0.0.1, port ${port}: another program`,
    ),
  })
  other.close()
})

test.each([
  [undefined, 'none'],
  ['bytes=0-', { first: 0, last: 9 }],
  ['bytes=3-5', { first: 3, last: 5 }],
  ['bytes=3-50', { first: 3, last: 9 }],
  ['bytes=-4', { first: 6, last: 9 }],
  ['bytes=-40', { first: 0, last: 9 }],
  ['bytes=-0', 'outside'],
  ['bytes=10-', 'outside'],
  ['bytes=5-3', 'none'],
  ['bytes=0-1,3-4', 'none'],
  ['lines=1-2', 'none'],
])('the range %s of ten bytes is %j', (header, range) => {
  expect(parseRange(header, 10)).toEqual(range)
})
