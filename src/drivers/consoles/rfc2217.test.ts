import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { hasPyserial, startPyserial } from '../rfc2217/trial-pyserial.ts'
import { TrialPty } from '../serial-port/trial-pty.ts'
import { rfc2217 } from './rfc2217.ts'
import { isInstalled, startSer2net } from './trial-servers.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-rfc2217-'))
const path = join(folder, 'port')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = (port: number, config: object = {}) =>
  openTrialDevice({ line: { driver: rfc2217, config: { host: '127.0.0.1', port, ...config } } }, folder)
const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))

describe.skipIf(!isInstalled('ser2net'))('a port of ser2net', () => {
  const connector = `serialdev,${path},9600n81,local`
  const protocol = 'telnet(rfc2217),tcp'
  const rate = () => execFileSync('stty', ['-F', path, 'speed'], { encoding: 'utf8' }).trim()

  test('gets the rate of the bench file and another later, and carries every byte', async () => {
    await using pty = await TrialPty.plugIn(path)
    await using server = await startSer2net(folder, { protocol, connector })
    await using board = await open(server.port, { baudRate: 57600 })
    const { console, uart } = board.device
    expect(rate()).toBe('57600')
    await uart.setBaudRate(19200)
    expect(rate()).toBe('19200')
    pty.say(every)
    pty.say('end')
    await console.readUntil('end')
    expect(console.log.slice(0).toString('latin1')).toBe(`${every.toString('latin1')}end`)
    await console.sendBytes(every)
    await console.send('end')
    expect(await pty.hears('end')).toBe(`${every.toString('latin1')}end`)
  })

  test('is set again as it was when the server comes back', async () => {
    await using _pty = await TrialPty.plugIn(path)
    const first = await startSer2net(folder, { protocol, connector })
    await using board = await open(first.port)
    await board.device.uart.setBaudRate(38400)
    await first[Symbol.asyncDispose]()
    await expect.poll(() => board.device.console.log.marks.length).toBe(1)
    await using _second = await startSer2net(folder, { protocol, connector, port: first.port })
    await expect
      .poll(() => board.device.console.log.marks.at(-1)?.text, { timeout: 10_000 })
      .toMatch(/is back/)
    expect(rate()).toBe('38400')
  })

  test('is not one that speaks telnet alone, and the error says so', { timeout: 20_000 }, async () => {
    await using _pty = await TrialPty.plugIn(path)
    await using server = await startSer2net(folder, { protocol: 'telnet,tcp', connector })
    await expect(open(server.port)).rejects.toMatchObject({ code: 'not-rfc2217' })
  })
})

describe.skipIf(!hasPyserial)('a port of pyserial', () => {
  test('has data bits, parity, stop bits and flow control', async () => {
    await using server = await startPyserial()
    await using board = await open(server.port, {
      ...{ baudRate: 1200, dataBits: 7, parity: 'even', stopBits: 2, flowControl: 'hardware' },
    })
    await expect.poll(() => server.lines.at(-1)).toBe('set 1200 7 E 2 True False')
    await board.device.uart.setBaudRate('2400')
    await expect.poll(() => server.lines.at(-1)).toBe('set 2400 7 E 2 True False')
  })

  test('has lines: RTS is heard as CTS, DTR as DSR', async () => {
    await using server = await startPyserial()
    await using board = await open(server.port, { rts: false, dtr: true })
    const { uart } = board.device
    await uart.waitForLine('CTS', false)
    expect(await uart.lines()).toMatchObject({ CTS: false, DSR: true })
    await uart.setLine('RTS', true)
    await uart.waitForLine('CTS', true)
    await uart.setLine('dtr' as 'DTR', false)
    await uart.waitForLine('DSR', false)
    await expect(uart.waitForLine('DSR', true, { timeout: 50 })).rejects.toMatchObject({
      code: 'line-state',
      message: expect.stringContaining('DSR of board is still off after 50 ms.'),
    })
  })

  test('sends a break and ends it', async () => {
    await using server = await startPyserial()
    await using board = await open(server.port)
    const began = performance.now()
    await board.device.uart.sendBreak({ duration: '80 ms' })
    expect(performance.now() - began).toBeGreaterThan(75)
    await expect
      .poll(() => server.lines.filter((line) => line.startsWith('break')))
      .toEqual(['break True', 'break False'])
  })

  test('hears what it sends', async () => {
    await using server = await startPyserial()
    await using board = await open(server.port)
    await board.device.console.send('ping')
    await board.device.console.readUntil('ping')
  })
})

test('a server that accepts and says nothing is given up', { timeout: 20_000 }, async () => {
  const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  await expect(open((server.address() as { port: number }).port)).rejects.toMatchObject({
    code: 'not-rfc2217',
  })
  server.close()
})
