import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'
import { describe, expect, test } from 'vitest'
import { freePort } from '../../runtime/free-port.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { endpointsDriver } from './endpoints.ts'

type Ports = Readonly<
  Record<string, { readonly protocol?: string; readonly port: number; readonly probe?: string }>
>

function open(ports: Ports) {
  return openTrialDevice({ net: { driver: endpointsDriver, config: { host: '127.0.0.1', ports } } })
}

/** A server that listens on loopback until it is disposed. */
async function serve(server: Server, port = 0): Promise<AsyncDisposable & { readonly port: number }> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: close }
}

const echo = () =>
  createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method, url, headers } = incoming
      const status = Number(url?.slice(1)) || 200
      outgoing.writeHead(status, { 'x-trial': String(headers['x-trial']), location: '/elsewhere' })
      outgoing.end(`${method} ${url} ${Buffer.concat(chunks)}`)
    })
  })

describe('endpoints', () => {
  test('are listed with where they are reached', async () => {
    await using trial = await open({ web: { protocol: 'http', port: 8080 }, ssh: { port: 22 } })
    expect(await trial.device.endpoints.list()).toEqual([
      { name: 'web', protocol: 'http', host: '127.0.0.1', port: 8080, url: 'http://127.0.0.1:8080/' },
      { name: 'ssh', protocol: 'tcp', host: '127.0.0.1', port: 22 },
    ])
    expect(await trial.device.endpoints.address('ssh')).toMatchObject({ port: 22 })
    await expect(trial.device.endpoints.address('shh')).rejects.toThrow(/no endpoint "shh".\n.*"ssh"/)
  })
})

describe('waiting until an endpoint answers', () => {
  test('ends when a port opens later', async () => {
    const port = await freePort()
    await using trial = await open({ late: { port } })
    const wait = trial.device.endpoints.waitUntilOpen('late', { timeout: 20_000 })
    await using _server = await serve(createTcpServer(), port)
    expect((await wait).after).toBeGreaterThanOrEqual(0)
  })

  test('says why nothing answered in time', async () => {
    const port = await freePort()
    await using trial = await open({ late: { port } })
    await expect(trial.device.endpoints.waitUntilOpen('late', { timeout: 2000 })).rejects.toMatchObject({
      code: 'endpoint-silent',
      message: `late (tcp port ${port} of 127.0.0.1) does not answer: the connection is refused; Waiting for late took longer than 2 s.`,
    })
  })

  test('goes on while a web server gives errors of its own', async () => {
    await using server = await serve(
      createServer((_, answer) => {
        answer.writeHead(503)
        answer.end()
      }),
    )
    await using trial = await open({ web: { protocol: 'http', port: server.port } })
    await expect(trial.device.endpoints.waitUntilOpen('web', { timeout: 2000 })).rejects.toThrow(
      'its status is 503',
    )
  })

  test('sends a probe to a UDP port', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1')
    socket.on('message', (data, { port }) => {
      if (data.toString() === 'ping') socket.send('pong', port, '127.0.0.1')
    })
    await once(socket, 'listening')
    await using trial = await open({ dns: { protocol: 'udp', port: socket.address().port, probe: 'ping' } })
    await trial.device.endpoints.waitUntilOpen('dns', { timeout: 20_000 })
    expect(await trial.device.endpoints.exchange('dns', 'ping')).toBe('pong')
    await expect(trial.device.endpoints.exchange('dns', 'what', { timeout: 100 })).rejects.toThrow(
      'nothing came',
    )
    socket.close()
  })

  test('ends when the caller gives up', async () => {
    await using trial = await open({ late: { port: await freePort() } })
    const controller = new AbortController()
    const wait = trial.device.endpoints.waitUntilOpen('late', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(wait).rejects.toThrow('enough')
  })
})

describe('an exchange over TCP', () => {
  const greeter = () =>
    createTcpServer((socket) => {
      socket.on('data', (data) => {
        socket.write(`got ${data}`)
        setImmediate(() => socket.write('OK\r'))
        setImmediate(() => socket.write('\nmore'))
      })
      socket.on('end', () => socket.end(' bye'))
      socket.on('error', () => {})
    })

  test('ends with a text that may come in pieces', async () => {
    await using server = await serve(greeter())
    await using trial = await open({ scpi: { port: server.port } })
    const answer = await trial.device.endpoints.exchange('scpi', 'x?', { until: 'OK\r\n' })
    expect(answer).toMatch(/^got x\?OK\r\n/)
  })

  test('ends with the connection, as bytes where they are asked for', async () => {
    await using server = await serve(createTcpServer((socket) => void socket.end(Buffer.from([0, 255, 13]))))
    await using trial = await open({ raw: { port: server.port } })
    expect(await trial.device.endpoints.exchange('raw', new Uint8Array(), { as: 'bytes' })).toEqual(
      Uint8Array.of(0, 255, 13),
    )
    await expect(trial.device.endpoints.exchange('raw', '', { until: 'OK' })).rejects.toMatchObject({
      code: 'exchange-cut',
      message: 'raw closed the connection before it said "OK", after 3 bytes.',
    })
  })
})

describe('an HTTP request', () => {
  test('carries method, headers and body, and gives status, headers and body', async () => {
    await using server = await serve(echo())
    await using trial = await open({ web: { protocol: 'http', port: server.port } })
    const { request } = trial.device.endpoints
    const answer = await request('web', {
      path: '/a?b=1',
      method: 'PUT',
      headers: { 'X-Trial': '1' },
      body: 'data',
    })
    expect(answer).toMatchObject({ status: 200, headers: { 'x-trial': '1' }, body: 'PUT /a?b=1 data' })
    expect(await request('web', { path: '/404', as: 'bytes' })).toMatchObject({
      status: 404,
      body: new Uint8Array(Buffer.from('GET /404 ')),
    })
    expect((await request('web', { path: '302' })).headers.location).toBe('/elsewhere')
  })

  test('that gets no answer ends at its deadline', async () => {
    await using server = await serve(createTcpServer((socket) => void socket.on('error', () => {}).resume()))
    await using trial = await open({ web: { protocol: 'http', port: server.port } })
    await expect(trial.device.endpoints.request('web', { timeout: 100 })).rejects.toMatchObject({
      code: 'endpoint-silent',
    })
  })

  test('is for web endpoints', async () => {
    await using trial = await open({ ssh: { port: 22 } })
    await expect(trial.device.endpoints.request('ssh')).rejects.toMatchObject({ code: 'endpoint-protocol' })
  })
})
