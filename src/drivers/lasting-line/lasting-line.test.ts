import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { DeviceStream } from '../../runtime/session/device-stream.ts'
import { LastingLine } from './lasting-line.ts'
import type { LinkListener } from './link.ts'
import { openSocketLink } from './socket-link.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-line-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const { signal } = new AbortController()

const MB = 1_000_000
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('with nobody attached the log gets every byte, also beyond what memory keeps', async () => {
  const said = Buffer.from(Array.from({ length: 24 * MB }, (_, index) => (index * 31 + (index >> 8)) % 251))
  const server = createServer((socket) => socket.end(said)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = { host: '127.0.0.1', port: (server.address() as { port: number }).port }
  const log = join(folder, 'board.log')
  {
    const openLink = (listener: LinkListener, waiting: AbortSignal) =>
      openSocketLink(address, listener, waiting)
    await using line = await LastingLine.open({ name: 'board', log, openLink }, signal)
    server.close()
    const stream = new DeviceStream(line.channel({ canWait: true }))
    await expect.poll(() => stream.log.end, { timeout: 30_000 }).toBe(said.length)
    await expect.poll(() => stream.log.marks.length).toBe(1)
    expect(stream.log.start).toBeGreaterThan(0)
  }
  const written = readFileSync(log)
  expect(sha(written.subarray(0, said.length))).toBe(sha(said))
  expect(written.toString('latin1', said.length)).toMatch(/^\n--- .* closed the connection ---\n$/)
})

test('a link that is lost while it is being opened is closed, and the reason told', async () => {
  let closed = 0
  const opening = LastingLine.open(
    {
      name: 'board',
      openLink: async (listener) => {
        listener.lost('board went away')
        return {
          write: async () => {},
          setFlow: () => {},
          [Symbol.asyncDispose]: async () => void closed++,
        }
      },
    },
    signal,
  )
  await expect(opening).rejects.toMatchObject({ code: 'console-lost', message: 'board went away.' })
  expect(closed).toBe(1)
})

test('what a link says before anybody listens comes when somebody does', async () => {
  await using line = await LastingLine.open(
    {
      name: 'board',
      openLink: async (listener) => {
        listener.bytes(Buffer.from('early'))
        listener.mark('a mark')
        return { write: async () => {}, setFlow: () => {}, [Symbol.asyncDispose]: async () => {} }
      },
    },
    signal,
  )
  const { log } = new DeviceStream(line.channel({ canWait: false }))
  expect(log.slice(0).toString()).toBe('early')
  expect(log.marks).toMatchObject([{ text: 'a mark', offset: 5 }])
})
