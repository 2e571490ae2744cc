import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { openTrialServer } from '../ssh-connection/trial-server.ts'
import { hasSshd, openTrialSshd, type TrialSshd } from '../ssh-connection/trial-sshd.ts'
import { sshDriver } from './ssh.ts'

describe.skipIf(!hasSshd)('a device that restarts (needs openssh-server)', () => {
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

  test('breaks what runs, and is connected to anew by the next command', async () => {
    const { shell } = trial.device
    const running = shell.run('echo up; sleep 31421')
    const job = await shell.start('sleep 31422')
    await expect.poll(async () => (await shell.run('pgrep -f "^sleep 3142[12]"')).exitCode).toBe(0)
    const broken = expect(running).rejects.toThrow(
      /^board: the SSH connection was lost \(.*\) while "echo up; sleep 31421" ran\.\n {2}Did the device restart/,
    )
    await sshd.stop()
    await broken
    await expect(shell.wait(job)).rejects.toThrow('"sleep 31422" ran')
    await expect(shell.run('echo too early')).rejects.toMatchObject({ code: 'ssh-refused', family: 'device' })
    await sshd.start()
    expect((await shell.run('echo again')).stdout).toBe('again\n')
    await shell.run('pkill -f "^sleep 3142[12]"')
  })

  test('is waited for while it boots', async () => {
    const { ssh, shell } = trial.device
    await sshd.stop()
    await expect(ssh.connect({ timeout: 2000 })).rejects.toMatchObject({ code: 'ssh-refused' })
    const waiting = ssh.connect({ timeout: 20_000 })
    await sshd.start()
    await waiting
    await ssh.disconnect()
    expect((await shell.run('echo again')).stdout).toBe('again\n')
  })

  test('the command line opens a terminal with what OpenSSH has', async () => {
    await trial.device.shell.run('true')
    const line = await trial.device.ssh.commandLine()
    expect(line).toContain(`-p ${sshd.port} -i ${sshd.key}`)
    const said = execFileSync('/bin/sh', ['-c', `${line} 'echo hello; exit 0'`], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
    expect(said).toBe('hello\n')
  })

  test('the command line goes through the hosts on the way', async () => {
    await using gate = await openTrialSshd()
    const { knownHosts: _, ...way } = gate.config
    const config = { ...sshd.config, jump: way }
    await using far = await openTrialDevice({ ssh: { driver: sshDriver, config } }, sshd.folder)
    const line = await far.device.ssh.commandLine()
    expect(line).toContain('ProxyCommand')
    expect(execFileSync('/bin/sh', ['-c', `${line} 'echo far'`], { encoding: 'utf8', stdio: 'pipe' })).toBe(
      'far\n',
    )
  })
})

/** Passes bytes on until it is told to fall silent, as a cable that was pulled. */
async function openCable(port: number): Promise<{ port: number; pull(): void } & AsyncDisposable> {
  const sockets: Socket[] = []
  const server: Server = createServer((socket) => {
    const other = connect(port, '127.0.0.1')
    sockets.push(socket, other)
    socket.pipe(other).pipe(socket)
    for (const one of [socket, other]) one.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as { port: number }).port,
    pull: () => {
      for (const socket of sockets) socket.unpipe().pause()
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

test('a connection that fell silent is noticed by the signs of life that stay away', async () => {
  await using server = await openTrialServer()
  await using cable = await openCable(server.port)
  const config = { ...server.config, port: cable.port, keepAlive: '50 ms' }
  await using trial = await openTrialDevice({ ssh: { driver: sshDriver, config } })
  const { shell } = trial.device
  await shell.run('true')
  const lost = expect(shell.run('sleep 5.25')).rejects.toThrow(
    /the SSH connection was lost \(Keepalive timeout\)/,
  )
  await expect.poll(async () => (await shell.run('pgrep -f "^sleep 5.25"')).exitCode).toBe(0)
  cable.pull()
  await lost
})

test('a server that ends a connection in the middle of a command is told', async () => {
  await using server = await openTrialServer()
  await using trial = await openTrialDevice({ ssh: { driver: sshDriver, config: server.config } })
  const { shell } = trial.device
  await shell.run('true')
  const running = shell.run('echo begun; sleep 31423')
  const lost = expect(running).rejects.toMatchObject({ code: 'ssh-lost', family: 'device' })
  await expect.poll(async () => (await shell.run('pgrep -f "^sleep 31423"')).exitCode).toBe(0)
  server.dropAll()
  await lost
  await shell.run('pkill -f "^sleep 31423"')
})

test('a command line that is no POSIX shell gets commands as they are', async () => {
  const seen: string[] = []
  await using server = await openTrialServer({
    exec: (command, channel) => {
      seen.push(command)
      channel.write(`% unknown: ${command}\n`)
      channel.exit(1)
      channel.end()
    },
  })
  const config = { ...server.config, posix: false }
  await using trial = await openTrialDevice({ ssh: { driver: sshDriver, config } })
  const { shell } = trial.device
  expect(await shell.run('show version')).toEqual({
    stdout: '% unknown: show version\n',
    stderr: '',
    exitCode: 1,
  })
  expect(seen).toEqual(['show version'])
  await expect(shell.run('show', { cwd: '/' })).rejects.toMatchObject({
    code: 'no-posix-shell',
    family: 'suite',
  })
})
