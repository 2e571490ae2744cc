import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { TrialPty } from '../serial-port/trial-pty.ts'
import { telnet } from './telnet.ts'
import { isInstalled, startSer2net } from './trial-servers.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-telnet-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = (port: number, config: object = {}) =>
  openTrialDevice({ line: { driver: telnet, config: { host: '127.0.0.1', port, ...config } } }, folder)

describe.skipIf(!isInstalled('ser2net'))('a port behind ser2net', () => {
  test('carries every byte both ways, and the commands of telnet are no text', async () => {
    const path = join(folder, 'port')
    await using pty = await TrialPty.plugIn(path)
    const connector = `serialdev,${path},115200n81,local`
    await using server = await startSer2net(folder, { protocol: 'telnet,tcp', connector })
    await using board = await open(server.port, { binary: true })
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
    pty.say(every)
    pty.say('end')
    await board.device.console.readUntil('end')
    expect(board.device.console.log.slice(0).toString('latin1')).toBe(`${every.toString('latin1')}end`)
    await board.device.console.sendBytes(every)
    await board.device.console.send('end')
    expect(await pty.hears('end')).toBe(`${every.toString('latin1')}end`)
  })
})

describe('a telnet login', () => {
  test('is told the terminal; the Enter key is CR NUL as long as only seven bits are agreed on', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const connected = once(server, 'connection')
    {
      await using board = await open((server.address() as { port: number }).port)
      const [socket] = await connected
      let heard = Buffer.alloc(0)
      socket.on('data', (chunk: Buffer) => {
        heard = Buffer.concat([heard, chunk])
      })
      // DO TERMINAL-TYPE, SB TERMINAL-TYPE SEND, WILL ECHO, DO NAWS
      socket.write(Buffer.from([255, 253, 24, 255, 250, 24, 1, 255, 240, 255, 251, 1, 255, 253, 31]))
      socket.write('login: ')
      await board.device.console.readUntil('login: ')
      await board.device.console.sendLine('root')
      await expect.poll(() => heard.includes('root\r\0')).toBe(true)
      const answers = heard.toString('latin1')
      expect(answers).toContain('\xff\xfb\x18\xff\xfa\x18\0vt100\xff\xf0')
      expect(answers).toContain('\xff\xfd\x01\xff\xfc\x1f')
    }
    server.close()
  })

  test('that talks nonsense does no harm', async () => {
    const server = createServer((socket) => {
      const nonsense = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * index * 31) % 256))
      socket.on('error', () => {})
      socket.end(Buffer.concat([nonsense, Buffer.from([255, 240]), Buffer.from('\nstill here\n')]))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    {
      await using board = await open((server.address() as { port: number }).port)
      await board.device.console.readUntil('still here')
    }
    server.close()
  })
})
