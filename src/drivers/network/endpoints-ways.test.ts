import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer as createWebServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { generate } from 'selfsigned'
import { describe, expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { endpointsDriver } from './endpoints.ts'

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
)

const open = (host: string, ports: object) =>
  openTrialDevice({ net: { driver: endpointsDriver, config: { host, ports } } })

/** A server that listens until it is disposed. */
async function serve(server: Server, host: string): Promise<AsyncDisposable & { readonly port: number }> {
  server.listen(0, host)
  await once(server, 'listening')
  const close = async () => void (await new Promise((resolve) => server.close(resolve)))
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: close }
}

const answer: RequestListener = ({ method, url, headers }, response) => {
  response.end(`${method} ${url} at ${headers.host}`)
}

async function secureServer() {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'board' }])
  return createSecureServer({ key, cert }, answer)
}

describe('an endpoint with https', () => {
  test('is asked where its certificate may be of its own making', async () => {
    await using server = await serve(await secureServer(), '127.0.0.1')
    const web = { protocol: 'https', port: server.port, anyCertificate: true }
    await using trial = await open('127.0.0.1', { web })
    const { endpoints } = trial.device
    await endpoints.waitUntilOpen('web', { timeout: 20_000 })
    const { status, body } = await endpoints.request('web', { path: '/status', method: 'POST', body: 'on' })
    expect({ status, body }).toEqual({ status: 200, body: `POST /status at 127.0.0.1:${server.port}` })
    expect((await endpoints.address('web')).url).toBe(`https://127.0.0.1:${server.port}/`)
  })

  test('is refused with such a certificate where that is not said', async () => {
    await using server = await serve(await secureServer(), '127.0.0.1')
    await using trial = await open('127.0.0.1', { web: { protocol: 'https', port: server.port } })
    await expect(trial.device.endpoints.request('web')).rejects.toMatchObject({
      code: 'endpoint-silent',
      message: expect.stringContaining('self-signed certificate'),
    })
  })

  test('does not take the answer of a server that is not encrypted', async () => {
    await using server = await serve(createWebServer(answer), '127.0.0.1')
    const web = { protocol: 'https', port: server.port, anyCertificate: true }
    await using trial = await open('127.0.0.1', { web })
    await expect(trial.device.endpoints.request('web')).rejects.toMatchObject({ code: 'endpoint-silent' })
  })
})

describe.skipIf(!hasIpv6).each([['::1'], ['[::1]']])('a device at %s (needs IPv6)', (host) => {
  test('answers over http', async () => {
    await using server = await serve(createWebServer(answer), '::1')
    await using trial = await open(host, { web: { protocol: 'http', port: server.port } })
    const { endpoints } = trial.device
    expect((await endpoints.address('web')).url).toBe(`http://[::1]:${server.port}/`)
    await endpoints.waitUntilOpen('web', { timeout: 20_000 })
    const { body } = await endpoints.request('web', { path: '/a' })
    expect(body).toBe(`GET /a at [::1]:${server.port}`)
  })

  test('answers over https', async () => {
    await using server = await serve(await secureServer(), '::1')
    const web = { protocol: 'https', port: server.port, anyCertificate: true }
    await using trial = await open(host, { web })
    expect((await trial.device.endpoints.request('web')).body).toBe(`GET / at [::1]:${server.port}`)
  })

  test('answers over TCP', async () => {
    await using server = await serve(
      createServer((socket) => void socket.on('error', () => {}).end('hello')),
      '::1',
    )
    await using trial = await open(host, { raw: { port: server.port } })
    const { endpoints } = trial.device
    await endpoints.waitUntilOpen('raw', { timeout: 20_000 })
    expect(await endpoints.exchange('raw', '')).toBe('hello')
  })

  test('answers over UDP', async () => {
    const socket = createSocket('udp6').bind(0, '::1')
    socket.on('message', (data, { port }) => socket.send(`got ${data}`, port, '::1'))
    await once(socket, 'listening')
    await using trial = await open(host, { time: { protocol: 'udp', port: socket.address().port } })
    expect(await trial.device.endpoints.exchange('time', 'ping')).toBe('got ping')
    socket.close()
  })
})
