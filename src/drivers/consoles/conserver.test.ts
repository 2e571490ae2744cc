import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { freePort } from '../../runtime/free-port.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { TrialPty } from '../serial-port/trial-pty.ts'
import { conserver } from './conserver.ts'
import { isInstalled, startServer, type TrialServer } from './trial-servers.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-conserver-'))
const path = join(folder, 'port')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs Debian's conserver with one console, `board`, on the port at the path. */
async function startConserver(encrypted: boolean, port?: number): Promise<TrialServer> {
  const own = port ?? (await freePort())
  const config = [
    `config * { sslrequired ${encrypted ? 'yes' : 'no'}; }`,
    `console board { master localhost; type device; device ${path}; baud 9600; parity none; logfile ${folder}/server.log; rw *; }`,
    'access * { allowed 127.0.0.1; }',
  ]
  writeFileSync(join(folder, 'conserver.cf'), `${config.join('\n')}\n`)
  writeFileSync(join(folder, 'conserver.passwd'), `tester:${PASSWORD}\n`)
  const files = ['-C', join(folder, 'conserver.cf'), '-P', join(folder, 'conserver.passwd')]
  const second = String(await freePort())
  return startServer(own, ['conserver', '-n', '-M', '127.0.0.1', '-p', String(own), '-b', second, ...files])
}

/** `opensesame`, as crypt(3) writes it. */
const PASSWORD =
  '$6$hilwright$VyaKU2CubJewaQQ1pa8X.RAV7xe8l3a9aCa.Dj8QJQvcerO8xtlqjV/Gxw07u6UUetKi5hjzg4snIoC6Igi8N0'
const open = (port: number, config: object = {}) => {
  const whom = { console: 'board', user: 'tester', password: 'opensesame', encrypted: false }
  return openTrialDevice(
    { view: { driver: conserver, config: { host: '127.0.0.1', port, ...whom, ...config } } },
    folder,
  )
}

describe.skipIf(!isInstalled('conserver'))('a console of conserver', () => {
  test.each([false, true])('is looked at, encrypted: %s', async (encrypted) => {
    await using pty = await TrialPty.plugIn(path)
    await using server = await startConserver(encrypted)
    await using board = await open(server.port, { encrypted })
    pty.say(Buffer.from([255, 0, 255, 255, 1]))
    pty.say('U-Boot 2023\n')
    await board.device.console.readUntil('U-Boot 2023\n')
    expect([...board.device.console.log.slice(0, 5)]).toEqual([255, 0, 255, 255, 1])
    await expect(board.device.console.send('x')).rejects.toMatchObject({ code: 'console-read-only' })
  })

  test('that is not there, or not for this user, is told without the password', async () => {
    await using _pty = await TrialPty.plugIn(path)
    await using server = await startConserver(false)
    await expect(open(server.port, { console: 'bord' })).rejects.toMatchObject({
      code: 'conserver-refused',
      message: expect.stringContaining("console `bord' not found"),
    })
    const error = await open(server.port, { password: 'wrong-one' }).catch((reason: Error) => reason)
    expect(error).toMatchObject({ code: 'conserver-refused' })
    expect(String(error)).not.toContain('wrong-one')
  })

  test('that demands encryption says so', async () => {
    await using _pty = await TrialPty.plugIn(path)
    await using server = await startConserver(true)
    await expect(open(server.port)).rejects.toMatchObject({
      message: expect.stringContaining('Set encrypted: true.'),
    })
  })

  test('is attached to again when the server comes back', async () => {
    await using pty = await TrialPty.plugIn(path)
    const first = await startConserver(false)
    await using board = await open(first.port, { log: 'view.log' })
    await first[Symbol.asyncDispose]()
    const { console } = board.device
    await expect
      .poll(() => console.log.marks[0]?.text)
      .toMatch(/^board at 127\.0\.0\.1:\d+ (closed|broke) the connection/)
    await using _second = await startConserver(false, first.port)
    await expect.poll(() => console.log.marks.at(-1)?.text, { timeout: 20_000 }).toMatch(/^board is back/)
    pty.say('again\n')
    await console.readUntil('again')
    expect(readFileSync(join(folder, 'view.log'), 'utf8')).toMatch(
      /--- .* the connection ---\n.*\n--- .* is back after/s,
    )
  })
})
