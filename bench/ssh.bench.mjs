// Commands over one SSH connection: against a server in a process of its own, and against OpenSSH, beside its client;
// near, and far away.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { JobTable } from '../dist/src/drivers/posix-shell/job-table.js'
import { KeptShells } from '../dist/src/drivers/posix-shell/kept-shells.js'
import { KeptSurroundings } from '../dist/src/drivers/posix-shell/kept-surroundings.js'
import { createShellAccess } from '../dist/src/drivers/posix-shell/shell-access.js'
import { SshConnection } from '../dist/src/drivers/ssh-connection/connection.js'
import { sshConfig, sshSettings } from '../dist/src/drivers/ssh-connection/ssh-settings.js'
import { createSshHost } from '../dist/src/drivers/ssh-session/ssh-host.js'
import { median, spread } from './spread.mjs'

export const title = 'Commands over one SSH connection'

const ROUNDS = 3
/** Milliseconds that a message needs each way where the device is far away. */
const LATENESS = 20
const SERVER = fileURLToPath(new URL('ssh-server.mjs', import.meta.url))
const SLOW_PORT = fileURLToPath(new URL('slow-port.mjs', import.meta.url))

export async function run(report) {
  await ownServer(report)
  if (existsSync('/usr/sbin/sshd')) await openSsh(report)
  else report('OpenSSH is not installed: no figures beside it')
}

async function ownServer(report) {
  const server = spawn(process.execPath, [SERVER], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = await once(server.stdout, 'data')
  const config = { host: '127.0.0.1', port: Number(port), user: 'bench', password: 'bench', hostKey: 'any' }
  const device = openDevice({ ...config, posix: false })
  try {
    const one = await rates(() => sequential(device, 1500), 1500)
    const many = await rates(() => parallel(device, 3000, 32), 3000)
    report.figure({
      name: 'ssh exec on one connection, server of ssh2',
      target: '≥ 1,000/s',
      measured: `${spread(one, '/s')} one after the other; ${spread(many, '/s')} 32 at a time`,
    })
  } finally {
    await device.close()
    server.kill()
  }
}

async function openSsh(report) {
  const folder = mkdtempSync(join(tmpdir(), 'hil-ssh-bench-'))
  const sshd = await startSshd(folder)
  try {
    await quickly(report, folder, sshd.port)
    await farAway(report, folder, sshd.port)
  } finally {
    sshd.process.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Commands a second, with kept shells and without, beside OpenSSH's client. */
async function quickly(report, folder, port) {
  const kept = await ours({ folder, port }, (device) => [
    rates(() => sequential(device, 1000), 1000),
    () => rates(() => parallel(device, 2000, 8), 2000),
  ])
  const plain = await ours({ folder, port, keepShell: false }, (device) => [
    rates(() => sequential(device, 60), 60),
    () => rates(() => parallel(device, 80, 8), 80),
  ])
  const peers = controlMaster(folder, port, 20)
  report.figure({
    name: 'ssh commands on one connection, OpenSSH server',
    target: '≥ 1,000/s',
    measured: `${spread(kept[0], '/s')} one after the other; ${spread(kept[1], '/s')} 8 at a time`,
    beside:
      `a login shell for each: ${spread(plain[0], '/s')}; ${spread(plain[1], '/s')} 8 at a time; ` +
      `OpenSSH with ControlMaster: ${spread(peers, '/s')}; fork and exec of its shell alone: ${spread(shells(folder), '/s')}`,
  })
  report(`ours are ${(median(kept[0]) / median(peers)).toFixed(1)} times those of OpenSSH's client`)
}

/** How long a command takes where each message needs 20 ms: what counts is how many go to and fro. */
async function farAway(report, folder, port) {
  const line = spawn(process.execPath, [SLOW_PORT, port, LATENESS], { stdio: ['ignore', 'pipe', 'inherit'] })
  const place = { folder, port: String(await once(line.stdout, 'data')).trim() }
  try {
    const [kept] = await ours(place, (device) => [rates(() => sequential(device, 20), 20)])
    const [plain] = await ours({ ...place, keepShell: false }, (device) => [
      rates(() => sequential(device, 20), 20),
    ])
    const peers = controlMaster(folder, place.port, 5)
    report.figure({
      name: `an ssh command over ${2 * LATENESS} ms to and fro, OpenSSH server`,
      target: '–',
      measured: spread(kept.map(milliseconds), 'ms'),
      beside: `a login shell for each: ${spread(plain.map(milliseconds), 'ms')}; OpenSSH with ControlMaster: ${spread(peers.map(milliseconds), 'ms')}`,
    })
  } finally {
    line.kill()
  }
}

function milliseconds(rate) {
  return 1000 / rate
}

async function ours({ folder, port, ...settings }, measure) {
  const place = { host: '127.0.0.1', port, key: join(folder, 'user'), hostKey: 'any' }
  const device = openDevice({ ...place, ...settings })
  try {
    const found = []
    for (const one of measure(device)) found.push(await (typeof one === 'function' ? one() : one))
    return found
  } finally {
    await device.close()
  }
}

function openDevice(config) {
  const settings = sshSettings(sshConfig.parse(config), { device: 'dut', directory: '/', env: process.env })
  const connection = new SshConnection(settings)
  const host = createSshHost(connection)
  const shells = settings.posix && settings.keepShell ? new KeptShells(host) : undefined
  const shell = createShellAccess(host, { jobs: new JobTable(), keeper: new KeptSurroundings(), shells })
  const command = { command: 'true', as: 'text', persist: false, timeout: 30_000 }
  return {
    run: () => shell.run(command, { signal: new AbortController().signal }),
    close: async () => {
      shells?.end()
      await connection[Symbol.asyncDispose]()
    },
  }
}

async function sequential(device, count) {
  for (let done = 0; done < count; done++) await device.run()
}

async function parallel(device, count, width) {
  const lanes = Array.from({ length: width }, () => sequential(device, count / width))
  await Promise.all(lanes)
}

async function rates(work, count) {
  await work() // warm
  const found = []
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now()
    await work()
    found.push((count / (performance.now() - began)) * 1000)
  }
  return found
}

/** The same commands by OpenSSH's client through one connection that it shares. */
function controlMaster(folder, port, count) {
  const options = ['-i', join(folder, 'user'), '-p', port, '-F', 'none', '-o', 'StrictHostKeyChecking=no']
  const shared = ['-o', 'UserKnownHostsFile=/dev/null', '-o', `ControlPath=${join(folder, 'm')}`, '-q']
  const at = `${userInfo().username}@127.0.0.1`
  spawnSync('ssh', [...options, ...shared, '-o', 'ControlMaster=yes', '-fN', at], { stdio: 'ignore' })
  const found = timed(count, () =>
    execFileSync('ssh', [...options, ...shared, at, 'true'], { stdio: 'ignore' }),
  )
  spawnSync('ssh', [...shared, '-O', 'exit', at], { stdio: 'ignore' })
  return found
}

/** What a server cannot save that makes a shell for each command. */
function shells(folder) {
  // No socket as its input: bash would think that it serves a network and read a profile. Nor a profile of somebody.
  const options = { env: { PATH: process.env.PATH, HOME: folder }, stdio: 'ignore' }
  return timed(100, () => execFileSync(userInfo().shell ?? '/bin/sh', ['-c', 'true'], options))
}

function timed(count, work) {
  return Array.from({ length: ROUNDS }, () => {
    const began = performance.now()
    for (let done = 0; done < count; done++) work()
    return (count / (performance.now() - began)) * 1000
  })
}

async function startSshd(folder) {
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })
  for (const name of ['host', 'user'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)])
  const port = String(await freePort())
  const lines = [`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${join(folder, 'host')}`, 'PidFile none']
  lines.push(
    `AuthorizedKeysFile ${join(folder, 'user.pub')}`,
    'UsePAM no',
    'StrictModes no',
    'PermitRootLogin yes',
  )
  lines.push(`SetEnv HOME=${folder}`) // the profile of whoever measures would be measured too
  writeFileSync(join(folder, 'config'), `${lines.join('\n')}\n`)
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(folder, 'config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await new Promise((resolve) => {
    child.stderr.on('data', (said) => String(said).includes('listening') && resolve())
  })
  return { port, process: child }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}
