import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { StreamListener } from '../../runtime/connection.ts'
import { defineDriver, type ImplementationOf } from '../../runtime/driver.ts'
import { connection, defineInterface, param } from '../../runtime/interface.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { openTcpConnection } from './tcp-connection.ts'

const ports = defineInterface({
  name: 'ports',
  version: 1,
  doc: 'Ports.',
  members: { open: connection({ doc: 'Opens a port.', params: [param('port', z.number(), 'The port.')] }) },
})

const implementation: ImplementationOf<typeof ports> = {
  open: ({ port }, { signal }) => openTcpConnection({ host: '127.0.0.1', port }, signal),
}

const driver = defineDriver({
  type: 'ports',
  doc: 'Ports.',
  provides: [ports],
  config: z.strictObject({}),
  open: async () => ({ ports: implementation, [Symbol.asyncDispose]: async () => {} }),
})

let server: Server
let sockets: Socket[]
beforeEach(async () => {
  sockets = []
  server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

const target = { device: 'board', ability: 'ports', member: 'open' }

/** What a client hears, and when all was said. */
function hearing() {
  let text = ''
  const over = resolvers()
  const listener: StreamListener = {
    bytes: (chunk) => {
      text += Buffer.from(chunk).toString()
    },
    mark: () => {},
    ended: (error) => over.resolve(error),
  }
  return { listener, over: over.promise, heard: () => text }
}

function resolvers() {
  let resolve: (error: Error | undefined) => void = () => {}
  const promise = new Promise<Error | undefined>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

async function connected(listener: StreamListener) {
  const trial = await openTrialDevice({ ports: { driver } })
  const client = trial.session.connect()
  await trial.session.arbiter.release('trial')
  await client.hold({ key: 'mine', wanted: [{ name: 'board' }] })
  const { port } = server.address() as AddressInfo
  return { trial, client, open: () => client.openStream(target, listener, { params: { port } }) }
}

test('each who opens has a connection of its own, and hears when the other side has said all', async () => {
  server.on('connection', (socket) => {
    socket.on('data', (chunk) => socket.write(chunk.toString().toUpperCase()))
    socket.on('end', () => socket.end('bye'))
  })
  const { listener, over, heard } = hearing()
  const { trial, open } = await connected(listener)
  await using _trial = trial
  const stream = await open()
  const other = await open()
  await stream.write(Buffer.from('hello '))
  await expect.poll(heard).toBe('HELLO ')
  await stream.end()
  expect(await over).toBeUndefined()
  expect(heard()).toBe('HELLO bye')
  await other[Symbol.asyncDispose]()
  await expect.poll(() => sockets.filter((socket) => !socket.destroyed && !socket.readableEnded)).toEqual([])
})

test('a connection ends with its client', async () => {
  const { trial, client, open } = await connected(hearing().listener)
  await using _trial = trial
  await open()
  await expect.poll(() => sockets.length).toBe(1)
  const closed = once(sockets[0] as Socket, 'end')
  sockets[0]?.resume()
  await client[Symbol.asyncDispose]()
  await closed
})

test('a break is told as what it is', async () => {
  server.on('connection', (socket) => socket.once('data', () => socket.resetAndDestroy()))
  const { listener, over } = hearing()
  const { trial, open } = await connected(listener)
  await using _trial = trial
  const stream = await open()
  await stream.write(Buffer.from('hello'))
  expect(await over).toMatchObject({ code: 'ECONNRESET' })
})

test('a port where nobody listens is named', async () => {
  const { trial, open } = await connected(hearing().listener)
  await using _trial = trial
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  await expect(open()).rejects.toThrow(`Nobody answers at 127.0.0.1:${port}: ECONNREFUSED.`)
})

test('parameters are checked', async () => {
  const { trial, client } = await connected(hearing().listener)
  await using _trial = trial
  await expect(client.openStream(target, hearing().listener, { params: { port: 'x' } })).rejects.toThrow(
    'board.ports.open cannot be called like this: port: Invalid input: expected number, received string.',
  )
})
