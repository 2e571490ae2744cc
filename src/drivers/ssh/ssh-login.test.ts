import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../runtime/free-port.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { openTrialServer } from '../ssh-connection/trial-server.ts'
import { hasSshd, makeKey, openTrialSshd, type TrialSshd } from '../ssh-connection/trial-sshd.ts'
import { sshDriver } from './ssh.ts'

/** What a first command gives, or the message of its error. */
async function attempt(config: object): Promise<string> {
  await using trial = await openTrialDevice({ ssh: { driver: sshDriver, config } }, '/bench')
  return await trial.device.shell.run('echo in').then(
    ({ stdout }) => String(stdout),
    (error) => `${error.code}: ${error.message}`,
  )
}

describe('a server of its own', () => {
  test('lets the right password in, however it asks, and names what was shown when it does not', async () => {
    for (const asks of ['password', 'keyboard-interactive'] as const) {
      await using server = await openTrialServer({ asks, password: 'pass word' })
      expect(await attempt(server.config)).toBe('in\n')
      const wrong = await attempt({ ...server.config, password: 'incorrect' })
      expect(wrong).toMatch(
        /^ssh-login-refused: board: 127\.0\.0\.1:\d+ refuses the login of tester; it was shown a password\./,
      )
      expect(wrong).not.toContain('incorrect')
    }
  })

  test('where nobody listens, that is told', async () => {
    const port = await freePort()
    expect(await attempt({ host: '127.0.0.1', port, password: 'x' })).toBe(
      `ssh-refused: board: 127.0.0.1:${port} refuses SSH connections.\n` +
        '  Has the device booted, does its SSH server run, and is the port right?',
    )
  })

  test('who accepts and says nothing is given up in time', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const { port } = silent.address() as { port: number }
    const told = await attempt({ host: '127.0.0.1', port, password: 'x', connectTimeout: '200 ms' })
    expect(told).toContain(`ssh-unreachable: board: 127.0.0.1:${port} did not answer within 200 ms.`)
    silent.close()
  })

  test('who speaks something else is no SSH server', async () => {
    const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    )
    await new Promise((resolve) => web.once('listening', resolve))
    const { port } = web.address() as { port: number }
    expect(await attempt({ host: '127.0.0.1', port, password: 'x' })).toMatch(
      /^ssh-unreachable: board: no SSH/,
    )
    web.close()
  })

  test('a name that nobody knows is told', async () => {
    expect(await attempt({ host: 'board.invalid', password: 'x' })).toMatch(
      /^ssh-unreachable: board: no SSH connection to .*@board\.invalid:22: .*board\.invalid/,
    )
  })
})

describe.skipIf(!hasSshd)('an OpenSSH server (needs openssh-server)', () => {
  let sshd: TrialSshd
  beforeAll(async () => {
    sshd = await openTrialSshd()
  })
  afterAll(() => sshd?.[Symbol.asyncDispose]())

  test('takes a key with a passphrase, and tells what is wrong with a key', async () => {
    const key = join(sshd.folder, 'locked')
    makeKey(key, '-N', 'opens it')
    appendFileSync(join(sshd.folder, 'authorized'), readFileSync(`${key}.pub`))
    expect(await attempt({ ...sshd.config, key, passphrase: 'opens it' })).toBe('in\n')
    expect(await attempt({ ...sshd.config, key })).toMatch(/^ssh-key: .*locked cannot be used: .*passphrase/i)
    expect(await attempt({ ...sshd.config, key: 'nowhere' })).toMatch(
      /^ssh-key: The key \/bench\/nowhere cannot be read/,
    )
    writeFileSync(key, 'no key')
    expect(await attempt({ ...sshd.config, key })).toContain('Is it a private key')
    expect(await attempt({ ...sshd.config, key: join(sshd.folder, 'host-key.pub') })).toContain(
      'it is a public key',
    )
  })

  test('refuses a key that it does not know', async () => {
    const key = join(sshd.folder, 'stranger')
    makeKey(key)
    expect(await attempt({ ...sshd.config, key })).toContain(`it was shown the key ${key}.`)
  })

  test('takes the key of an agent', async () => {
    const socket = join(sshd.folder, 'agent')
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] })
    await new Promise((resolve) => agent.stdout.once('data', resolve))
    execFileSync('ssh-add', ['-q', sshd.key], { env: { ...process.env, SSH_AUTH_SOCK: socket } })
    const { key: _key, ...config } = sshd.config
    expect(await attempt({ ...config, agent: socket })).toBe('in\n')
    agent.kill()
    expect(await attempt({ ...config, agent: join(sshd.folder, 'no-agent') })).toMatch(/^ssh-login-refused/)
  })

  test('is met once and known from then on; a changed key is refused, and both are told', async () => {
    const known = join(sshd.folder, 'known-hosts')
    expect(await attempt(sshd.config)).toBe('in\n')
    expect(readFileSync(known, 'utf8')).toBe(`[127.0.0.1]:${sshd.port} ${sshd.hostKey}\n`)
    await sshd.stop()
    sshd.changeHostKey()
    await sshd.start()
    expect(await attempt(sshd.config)).toMatch(
      /^host-key-changed: .*another host key than it should: ssh-ed25519 SHA256:.{43}; line 1 of .*known-hosts has ssh-ed25519 SHA256:.{43}\./,
    )
    rmSync(known)
    expect(await attempt(sshd.config)).toBe('in\n')
  })

  test('is refused under strict until its key stands in the file, hashed or not', async () => {
    const knownHosts = join(sshd.folder, 'strict')
    const strict = { ...sshd.config, hostKey: 'strict', knownHosts }
    const told = await attempt(strict)
    expect(told).toMatch(
      /^host-key-unknown: The host key of \[127\.0\.0\.1\]:\d+ is unknown: ssh-ed25519 SHA256:/,
    )
    writeFileSync(knownHosts, `${/add this line to \S+: (.*)/.exec(told)?.[1]}\n`)
    expect(await attempt(strict)).toBe('in\n')
    execFileSync('ssh-keygen', ['-q', '-H', '-f', knownHosts], { stdio: 'ignore' })
    expect(readFileSync(knownHosts, 'utf8')).toMatch(/^\|1\|/)
    expect(await attempt(strict)).toBe('in\n')
    writeFileSync(knownHosts, `@revoked * ${sshd.hostKey}\n`)
    expect(await attempt(strict)).toContain('line 1 of')
  })

  test('is compared with the key or fingerprint that is given', async () => {
    const listed = execFileSync('ssh-keygen', ['-l', '-f', join(sshd.folder, 'host-key.pub')], {
      encoding: 'utf8',
    })
    const hostKey = listed.split(' ')[1]
    expect(await attempt({ ...sshd.config, hostKey })).toBe('in\n')
    expect(await attempt({ ...sshd.config, hostKey: sshd.hostKey })).toBe('in\n')
    const other = readFileSync(`${sshd.key}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
    expect(await attempt({ ...sshd.config, hostKey: other })).toMatch(
      /^host-key-changed: .*the bench file has another/,
    )
  })

  test('is reached through another one, each with a key of its own', async () => {
    await using gate = await openTrialSshd()
    const { knownHosts, ...way } = gate.config
    expect(await attempt({ ...sshd.config, jump: way })).toBe('in\n')
    expect(readFileSync(String(sshd.config.knownHosts), 'utf8')).toContain(`[127.0.0.1]:${gate.port}`)
    expect(await attempt({ ...sshd.config, port: await freePort(), jump: way })).toMatch(/^ssh-refused/)
    expect(await attempt({ ...sshd.config, jump: { ...way, key: sshd.key } })).toContain(
      `127.0.0.1:${gate.port} refuses`,
    )
  })
})
