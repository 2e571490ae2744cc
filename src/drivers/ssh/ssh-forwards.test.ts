import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect, createServer, type NetConnectOpts, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { hasSshd, openTrialSshd, type TrialSshd } from '../ssh-connection/trial-sshd.ts'
import { parseEndpoint } from '../ssh-session/endpoint.ts'
import { sshDriver } from './ssh.ts'

/** What a server that shouts everything back answers at an address; 'closed' where the connection ends with nothing. */
async function shout(address: string, text: string): Promise<string> {
  const at = parseEndpoint(address)
  const socket = connect((at.kind === 'socket' ? { path: at.path } : at) as NetConnectOpts)
  socket.end(text)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += String(chunk)
  })
  await once(socket, 'close').catch((error) => {
    answer = String(error.code)
  })
  return answer === '' ? 'closed' : answer
}

/** Answers in capitals when the other side has said everything. */
async function openShouter(at: string | 0): Promise<Server & AsyncDisposable & { at: string }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let said = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      said += String(chunk)
    })
    socket.on('end', () => socket.end(said.toUpperCase()))
  })
  server.listen(...((at === 0 ? [0, '127.0.0.1'] : [at]) as [number, string]))
  await once(server, 'listening')
  const address = server.address()
  const name = typeof address === 'object' ? String(address?.port) : String(address)
  return Object.assign(server, { at: name })
}

describe.skipIf(!hasSshd)('forwards (needs openssh-server)', () => {
  let sshd: TrialSshd
  let trial: TrialDevice
  beforeAll(async () => {
    sshd = await openTrialSshd()
    trial = await openTrialDevice({ ssh: { driver: sshDriver, config: sshd.config } }, sshd.folder)
  })
  afterAll(async () => {
    await trial?.[Symbol.asyncDispose]()
    await sshd?.[Symbol.asyncDispose]()
  })
  const at = (name: string) => join(sshd.folder, name)

  test('a port of the device is reached here, by a port or a socket', async () => {
    await using shouter = await openShouter(0)
    const { ssh } = trial.device
    const port = await ssh.openForward(shouter.at)
    expect(port).toMatch(/^127\.0\.0\.1:\d+$/)
    expect(await shout(port, 'through a port')).toBe('THROUGH A PORT')
    const socket = await ssh.openForward(`localhost:${shouter.at}`, { local: at('local.sock') })
    expect(await shout(socket, 'x'.repeat(1_000_000))).toBe('X'.repeat(1_000_000))
    expect(await ssh.forwards()).toEqual([
      { direction: 'to device', from: port, to: `127.0.0.1:${shouter.at}` },
      { direction: 'to device', from: at('local.sock'), to: `localhost:${shouter.at}` },
    ])
    await ssh.closeForward(port)
    await ssh.closeForward(socket)
    await ssh.closeForward(socket)
    expect(await ssh.forwards()).toEqual([])
    expect(await shout(port, 'late')).toBe('ECONNREFUSED')
    expect(existsSync(socket)).toBe(false)
  })

  test('a socket of the device is reached here', async () => {
    await using _shouter = await openShouter(at('device.sock'))
    const port = await trial.device.ssh.openForward(at('device.sock'))
    expect(await shout(port, 'hello')).toBe('HELLO')
    await trial.device.ssh.closeForward(port)
  })

  test('a port of here is reached on the device, by a port or a socket', async () => {
    await using shouter = await openShouter(0)
    const { ssh } = trial.device
    const port = await ssh.openReverseForward(shouter.at)
    expect(await shout(port, 'backwards')).toBe('BACKWARDS')
    const socket = await ssh.openReverseForward(shouter.at, { remote: at('remote.sock') })
    expect(await shout(socket, 'by a socket')).toBe('BY A SOCKET')
    await ssh.closeForward(port)
    await ssh.closeForward(socket)
    expect(await shout(port, 'late')).toBe('ECONNREFUSED')
    await expect.poll(() => existsSync(socket)).toBe(false)
  })

  test('where nobody listens the connection ends, and the forward stays', async () => {
    const socket = at('later.sock')
    const port = await trial.device.ssh.openForward(socket)
    expect(await shout(port, 'hello')).toMatch(/closed|ECONNRESET/)
    await using _shouter = await openShouter(socket)
    expect(await shout(port, 'hello')).toBe('HELLO')
    await trial.device.ssh.closeForward(port)
  })

  test('an address in use, or that is none, is told', async () => {
    await using taken = await openShouter(0)
    const { ssh } = trial.device
    await expect(ssh.openForward('80', { local: taken.at })).rejects.toThrow(
      `Cannot listen at 127.0.0.1:${taken.at}: listen EADDRINUSE`,
    )
    await expect(ssh.openReverseForward('80', { remote: taken.at })).rejects.toThrow(
      `board does not listen at 127.0.0.1:${taken.at}`,
    )
    for (const wrong of ['port', '1:2:3', '70000', ''])
      await expect(ssh.openForward(wrong)).rejects.toThrow('is neither a port nor the path of a socket')
  })

  test('forwards go on when the device has restarted', async () => {
    await using shouter = await openShouter(0)
    const { ssh } = trial.device
    const here = await ssh.openForward(shouter.at)
    const there = await ssh.openReverseForward(shouter.at)
    await sshd.stop()
    expect(await shout(here, 'hello')).toMatch(/closed|ECONNRESET/)
    await sshd.start()
    expect(await shout(here, 'again')).toBe('AGAIN')
    await expect.poll(() => shout(there, 'back again')).toBe('BACK AGAIN')
    await ssh.closeForward(here)
    await ssh.closeForward(there)
    expect(await shout(there, 'late')).toBe('ECONNREFUSED')
  })
})
