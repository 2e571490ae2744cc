import { execFile } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { tftpFiles } from './tftp-files.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'hilwright-tftp-'))
afterAll(() => rmSync(folder, { recursive: true }))

const hasClient = (process.env.PATH ?? '').split(':').some((path) => existsSync(join(path, 'tftp')))
const bytes = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * 7) % 253))

async function open(files: Readonly<Record<string, Uint8Array>>) {
  const config = { address: '127.0.0.1', port: 0, patience: '50 ms' }
  const trial = await openTrialDevice({ tftp: { driver: tftpFiles, config } }, folder)
  let url = ''
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    writeFileSync(path, content)
    url = (await trial.device['file-server'].stage(path)).url
  }
  const { port } = new URL(url.replace('tftp:', 'http:'))
  const close = () => trial[Symbol.asyncDispose]()
  return { server: trial.device['file-server'], url, port: Number(port), [Symbol.asyncDispose]: close }
}

/** A client that does as the test says, packet by packet. */
async function openClient(
  port: number,
): Promise<Socket & { next(): Promise<{ packet: Buffer; port: number }> }> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const came: { packet: Buffer; port: number }[] = []
  socket.on('message', (packet, from) => came.push({ packet, port: from.port }))
  const next = async () => {
    while (came.length === 0) await once(socket, 'message')
    return came.shift() as { packet: Buffer; port: number }
  }
  return Object.assign(socket, { next, home: port })
}

const request = (name: string, mode: string, ...options: readonly string[]) =>
  Buffer.concat([Buffer.from([0, 1]), Buffer.from([name, mode, ...options, ''].join('\0'))])
const ack = (block: number) => Buffer.from([0, 4, block >> 8, block & 255])

describe('files over TFTP', () => {
  test.each([1, 511, 512, 513, 70_000])('curl fetches one of %i bytes', async (length) => {
    const content = bytes(length)
    await using trial = await open({ file: content })
    const { stdout } = await run('curl', ['--silent', trial.url], { encoding: 'buffer' })
    expect(Buffer.from(stdout).equals(content)).toBe(true)
    expect(await trial.server.waitForRequest('file')).toMatchObject({
      client: '127.0.0.1',
      outcome: 'complete',
      bytes: length,
    })
  })

  test.skipIf(!hasClient)("Debian's client fetches more than 65,535 blocks", async () => {
    const content = Buffer.alloc(65_540 * 512 + 512, 'block by block ')
    await using trial = await open({ large: content })
    const commands = [
      '-m',
      'binary',
      '127.0.0.1',
      String(trial.port),
      '-c',
      'get',
      'large',
      join(folder, 'got'),
    ]
    await run('tftp', commands)
    expect(readFileSync(join(folder, 'got')).equals(content)).toBe(true)
  })

  test.skipIf(!hasClient)('text is converted for netascii', async () => {
    await using trial = await open({ text: Buffer.from('one\ntwo\rthree\n') })
    const client = await openClient(trial.port)
    client.send(request('text', 'netascii'), trial.port, '127.0.0.1')
    const { packet, port } = await client.next()
    expect(packet.subarray(4).toString()).toBe('one\r\ntwo\r\0three\r\n')
    client.send(ack(1), port, '127.0.0.1')
    await trial.server.waitForRequest('text')
    client.close()
    await run('tftp', [
      '-m',
      'ascii',
      '127.0.0.1',
      String(trial.port),
      '-c',
      'get',
      'text',
      join(folder, 'got-text'),
    ])
    expect(readFileSync(join(folder, 'got-text'), 'latin1')).toBe('one\ntwo\rthree\n')
  })

  test('options are agreed on, unknown ones left out, and a window is sent at once', async () => {
    await using trial = await open({ file: bytes(250) })
    const client = await openClient(trial.port)
    const options = ['BLKSIZE', '100', 'tsize', '0', 'windowsize', '2', 'timeout', '300', 'colour', 'red']
    client.send(request('/file', 'octet', ...options), trial.port, '127.0.0.1')
    const oack = await client.next()
    expect(oack.packet.toString('latin1')).toBe('\0\x06blksize\x00100\0windowsize\x002\0tsize\x00250\0')
    client.send(ack(0), oack.port, '127.0.0.1')
    const window = [await client.next(), await client.next()]
    expect(window.map(({ packet }) => [packet[3], packet.length])).toEqual([
      [1, 104],
      [2, 104],
    ])
    client.send(ack(2), oack.port, '127.0.0.1')
    expect((await client.next()).packet.length).toBe(54)
    client.send(ack(3), oack.port, '127.0.0.1')
    expect(await trial.server.waitForRequest('file')).toMatchObject({ outcome: 'complete', bytes: 250 })
    client.close()
  })

  test('a block that is lost is sent again, and one that is acknowledged twice is not', async () => {
    await using trial = await open({ file: bytes(600) })
    const client = await openClient(trial.port)
    client.send(request('file', 'octet'), trial.port, '127.0.0.1')
    const [first, again] = [await client.next(), await client.next()]
    expect(again.packet.equals(first.packet)).toBe(true)
    client.send(ack(1), first.port, '127.0.0.1')
    client.send(ack(1), first.port, '127.0.0.1')
    const numbers = []
    for (let packet = await client.next(); ; packet = await client.next()) {
      numbers.push(packet.packet[3])
      if (packet.packet[3] === 2) break
    }
    expect(numbers.filter((number) => number === 2)).toEqual([2])
    client.send(ack(2), first.port, '127.0.0.1')
    expect(await trial.server.waitForRequest('file')).toMatchObject({ outcome: 'complete' })
    client.close()
  })

  test('a device that goes away, or says that it gives up, breaks the transfer', async () => {
    await using trial = await open({ file: bytes(600) })
    const silent = await openClient(trial.port)
    silent.send(request('file', 'octet'), trial.port, '127.0.0.1')
    expect(await trial.server.waitForRequest('file')).toMatchObject({ outcome: 'broken', bytes: 0 })
    const full = await openClient(trial.port)
    full.send(request('file', 'octet'), trial.port, '127.0.0.1')
    const { port } = await full.next()
    full.send(Buffer.from('\0\x05\0\x03disk full\0'), port, '127.0.0.1')
    expect(await trial.server.waitForRequest('file')).toMatchObject({ outcome: 'broken' })
    silent.close()
    full.close()
  })

  test('what is not there, cannot be written or is in no known mode is refused', async () => {
    await using trial = await open({ file: bytes(1) })
    const client = await openClient(trial.port)
    const answer = async (packet: Buffer) => {
      client.send(packet, trial.port, '127.0.0.1')
      return (await client.next()).packet.toString('latin1')
    }
    expect(await answer(request('other', 'octet'))).toBe('\0\x05\0\x01no file other\0')
    expect(await answer(request('../file', 'octet'))).toBe('\0\x05\0\x01no file ../file\0')
    expect(await answer(request('file', 'mail'))).toBe('\0\x05\0\x04unknown mode mail\0')
    expect(await answer(Buffer.from('\0\x02file\0octet\0'))).toBe('\0\x05\0\x02this server takes no files\0')
    client.send(Buffer.from([0, 1, 65]), trial.port, '127.0.0.1')
    const outcomes = (await trial.server.requests()).map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['missing', 'missing', 'refused', 'refused'])
    client.close()
  })

  test('a stranger does not disturb a transfer', async () => {
    await using trial = await open({ file: bytes(600) })
    const [client, stranger] = [await openClient(trial.port), await openClient(trial.port)]
    client.send(request('file', 'octet'), trial.port, '127.0.0.1')
    const { port } = await client.next()
    stranger.send(ack(1), port, '127.0.0.1')
    expect((await stranger.next()).packet.readUInt16BE(2)).toBe(5)
    client.send(ack(1), port, '127.0.0.1')
    client.send(ack(2), port, '127.0.0.1')
    expect(await trial.server.waitForRequest('file')).toMatchObject({ outcome: 'complete' })
    client.close()
    stranger.close()
  })
})
