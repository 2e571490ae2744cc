import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { freePort } from '../../runtime/free-port.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { TrialPty } from '../serial-port/trial-pty.ts'
import { tcpConsole } from './tcp-console.ts'
import { isInstalled, startSer2net } from './trial-servers.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-tcp-'))
const servers: Server[] = []
const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const server of servers.splice(0)) server.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A console that listens at a port, the same again if it is given. */
async function listen(wanted = 0): Promise<{ port: number; next(): Promise<Socket> }> {
  const server = createServer((socket) => sockets.push(socket)).listen(wanted, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const next = async () => (await once(server, 'connection'))[0] as Socket
  return { port: (server.address() as { port: number }).port, next }
}

const open = (port: number, config: object = {}) =>
  openTrialDevice({ tcp: { driver: tcpConsole, config: { host: '127.0.0.1', port, ...config } } }, folder)

test.skipIf(!isInstalled('ser2net'))('bytes go both ways through ser2net, whatever they are', async () => {
  const path = join(folder, 'port')
  await using pty = await TrialPty.plugIn(path)
  await using server = await startSer2net(folder, {
    protocol: 'tcp',
    connector: `serialdev,${path},115200n81,local`,
  })
  await using board = await open(server.port)
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  await board.device.console.sendBytes(every)
  await board.device.console.send('end')
  expect(await pty.hears('end')).toBe(`${every.toString('latin1')}end`)
  pty.say(every)
  pty.say('end')
  await board.device.console.readUntil('end')
  expect(board.device.console.log.slice(0, 256).equals(every)).toBe(true)
})

test('a connection that breaks is made again, with marks where it was away', async () => {
  const first = await listen()
  const connected = first.next()
  await using board = await open(first.port)
  const { console } = board.device
  ;(await connected).end('before')
  await console.readUntil('before')
  await expect.poll(() => console.log.marks.length, { timeout: 10_000 }).toBe(2)
  expect(console.log.marks[0]?.text).toBe(`127.0.0.1:${first.port} closed the connection`)
  expect(console.log.marks[1]?.text).toMatch(/^127\.0\.0\.1:\d+ is back after/)
  sockets.at(-1)?.write('after')
  await console.readUntil('after')
})

test('a server that is down for a while is tried again; a reset connection says so', async () => {
  const first = await listen()
  const connected = first.next()
  await using board = await open(first.port)
  ;(await connected).resetAndDestroy()
  servers.pop()?.close()
  const { log } = board.device.console
  await expect.poll(() => log.marks[0]?.text).toMatch(/broke the connection: .*ECONNRESET/)
  const again = await listen(first.port)
  ;(await again.next()).write('here I am')
  await board.device.console.readUntil('here I am')
})

test('nothing is lost while nobody is attached, and what a slow reader cannot take waits in the server', async () => {
  const server = await listen()
  const connected = server.next()
  await using board = await open(server.port, { log: 'board.log' })
  const socket = await connected
  socket.end(`${'0123456789abcde\n'.repeat(100_000)}done`)
  await board.device.console.readUntil('done')
  expect(board.device.console.log.end).toBe(1_600_004)
})

test('a console that nobody serves is told, with its address', async () => {
  const port = await freePort()
  await expect(open(port)).rejects.toMatchObject({
    code: 'console-unreachable',
    message: expect.stringContaining(`Nothing answers at 127.0.0.1:${port}`),
  })
})

test('closing is quick, also while the other side takes nothing', async () => {
  const server = await listen()
  const connected = server.next()
  const board = await open(server.port)
  ;(await connected).pause()
  const sending = board.device.console.sendBytes(new Uint8Array(64 * 1024 * 1024))
  sending.catch(() => {})
  await board[Symbol.asyncDispose]()
  await expect(sending).rejects.toThrow()
})
