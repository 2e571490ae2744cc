import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { hasSshd, openTrialSshd } from '../src/drivers/ssh-connection/trial-sshd.ts'
import { exported } from './exported.ts'
import { createProject, type Project } from './project.ts'

const hasSocat = spawnSync('socat', ['-V']).status === 0

const benchWithWeb = (port: number) => `devices:
  board:
    type: avr-board
    pace: fast
    drivers:
      net: { type: endpoints, host: 127.0.0.1, ports: { web: { protocol: http, port: ${port} }, log: { protocol: udp, port: 514 } } }
`

/** A web server that gives each path back in capitals. */
async function serveWeb() {
  const server = createServer((asked, answer) => answer.end(asked.url?.toUpperCase()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: close }
}

async function interrupted(command: ReturnType<Project['hil']>): Promise<number | undefined> {
  command.signal('SIGINT', 'process')
  return (await command).exitCode
}

test('a port of the device is one of this machine, also behind an exporter, for many programs at once', async () => {
  await using web = await serveWeb()
  await using project = createProject({ 'bench.yaml': benchWithWeb(web.port) })
  const { url, state, end } = await exported(project)
  const forward = project.hil(['forward', 'board.endpoints', '0', 'web', '--exporter', url], state)
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(await forward.says('answers at'))?.[1])
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  const paths = ['/a', '/b', '/c', '/d', `/${'x'.repeat(8000)}`]
  expect(await Promise.all(paths.map(ask))).toEqual(paths.map((path) => path.toUpperCase()))
  expect(await interrupted(forward)).toBe(130)
  await end()
})

test.skipIf(!hasSshd)(
  'the SSH of a device behind an exporter is one of this machine, for a shell and for its ports',
  async () => {
    await using sshd = await openTrialSshd()
    const { config, folder } = sshd
    await using web = await serveWeb()
    await using project = createProject({
      'bench.yaml': `devices:
  board:
    drivers:
      ssh: { type: ssh, host: 127.0.0.1, port: ${config.port}, user: ${config.user}, key: ${folder}/user-key, knownHosts: known }
`,
    })
    const { url, state, end } = await exported(project)
    const forwarded = async (...values: string[]) => {
      const run = project.hil(['forward', 'board.ssh', '0', ...values, '--exporter', url], state)
      return { run, port: Number(/127\.0\.0\.1:(\d+)/.exec(await run.says('answers at'))?.[1]) }
    }
    const shell = await forwarded()
    const known = `UserKnownHostsFile=${join(project.folder, 'known-here')}`
    const options = ['-o', 'StrictHostKeyChecking=no', '-o', known, '-i', `${folder}/user-key`]
    const there = await execa(
      'ssh',
      [...options, '-p', `${shell.port}`, `${config.user}@127.0.0.1`, 'wc -c'],
      {
        input: 'x'.repeat(300_000),
      },
    )
    expect(there.stdout.trim()).toBe('300000')
    expect(await interrupted(shell.run)).toBe(130)
    const port = await forwarded(`${web.port}`)
    const answer = await fetch(`http://127.0.0.1:${port.port}/through/ssh`)
    expect(await answer.text()).toBe('/THROUGH/SSH')
    expect(await interrupted(port.run)).toBe(130)
    await end()
  },
)

test.skipIf(!hasSocat)(
  'a connection is made by a command of the bench file, behind an exporter',
  async () => {
    await using web = await serveWeb()
    await using project = createProject({
      'bench.yaml': `devices:
  board:
    drivers:
      net: { type: command-endpoints, connect: [socat, '-', 'TCP:127.0.0.1:{endpoint}'] }
`,
    })
    const { url, state, end } = await exported(project)
    const forward = async (endpoint: string) => {
      const run = project.hil(['forward', 'board.endpoints', '0', endpoint, '--exporter', url], state)
      return { run, port: Number(/127\.0\.0\.1:(\d+)/.exec(await run.says('answers at'))?.[1]) }
    }
    const there = await forward(`${web.port}`)
    const ask = async (path: string) => (await fetch(`http://127.0.0.1:${there.port}${path}`)).text()
    expect(await Promise.all(['/a', '/b'].map(ask))).toEqual(['/A', '/B'])
    expect(await interrupted(there.run)).toBe(130)
    const nowhere = await forward('9')
    await once(
      connect(nowhere.port, '127.0.0.1').on('error', () => {}),
      'close',
    )
    await nowhere.run.says('Connection refused')
    expect(await interrupted(nowhere.run)).toBe(130)
    await end()
  },
)

test('a console is a unix socket', async () => {
  await using project = createProject()
  const path = join(project.folder, 'board.sock')
  const forward = project.hil(['forward', 'board', `unix:${path}`, '--power'])
  await forward.says('answers at')
  const program = connect(path)
  let said = ''
  program.on('data', (chunk) => {
    said += chunk
  })
  await expect.poll(() => said, { timeout: 10_000 }).toContain('boot complete')
  program.write('version\r')
  await expect.poll(() => said, { timeout: 10_000 }).toMatch(/version\s+Hilwright Widget/)
  expect(await interrupted(forward)).toBe(130)
  expect(existsSync(path)).toBe(false)
})

test.skipIf(!hasSocat)(
  'a console is a pseudo terminal, for programs that know serial ports only',
  async () => {
    await using project = createProject()
    const path = join(project.folder, 'board.tty')
    const forward = project.hil(['forward', 'board', `pty:${path}`, '--power'])
    await forward.says('answers at')
    let said = ''
    const reader = createReadStream(path)
    reader.on('data', (chunk) => {
      said += chunk
    })
    reader.on('error', () => {}) // the terminal goes away
    const writer = createWriteStream(path)
    writer.on('error', () => {})
    await expect.poll(() => said, { timeout: 10_000 }).toContain('boot complete')
    writer.write('version\r')
    await expect.poll(() => said, { timeout: 10_000 }).toMatch(/version\s+Hilwright Widget/)
    expect(await interrupted(forward)).toBe(130)
    await expect.poll(() => existsSync(path)).toBe(false)
    reader.destroy()
    writer.destroy()
  },
)

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'it ends with its exporter, by %s, and says so once',
  async (name) => {
    await using web = await serveWeb()
    await using project = createProject({ 'bench.yaml': benchWithWeb(web.port) })
    const { url, state, exporter } = await exported(project, ['--grace', '1', '--drain', '0'])
    const forward = project.hil(['forward', 'board.endpoints', '0', 'web', '--exporter', url], state)
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(await forward.says('answers at'))?.[1])
    const program = connect(port, '127.0.0.1').on('error', () => {})
    program.write('GET /here HTTP/1.1\r\nHost: board\r\n\r\n')
    await once(program, 'data')
    exporter.signal(name, 'process')
    const { exitCode, stderr } = await forward
    const why =
      name === 'SIGKILL'
        ? 'The connection to the bench was lost, and could not be made again within 1 s.'
        : 'The bench was closed.'
    expect(stderr.split('LabError: ')).toEqual(['', expect.stringContaining(why)])
    expect(exitCode).toBe(3)
    program.destroy()
    await exporter
  },
)

test.each([
  [['board.endpoints', '0'], 2, 'board.endpoints.connect needs a value for "endpoint".'],
  [['board.endpoints', '0', 'wbe'], 130, ''],
  [['board.power', '0'], 2, 'board.power has no byte stream.'],
  [['board', 'nowhere'], 2, '"nowhere" is no place to listen at.'],
  [['board', 'unix:/proc/none/x.sock'], 3, 'Cannot listen on /proc/none/x.sock'],
])('%j ends with code %i and says why', async (args, code, message) => {
  await using project = createProject({ 'bench.yaml': benchWithWeb(9) })
  const forward = project.hil(['forward', ...args])
  if (code === 130) {
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(await forward.says('answers at'))?.[1])
    const program = connect(port, '127.0.0.1')
    await once(program.resume(), 'close')
    await forward.says('The device has no endpoint "wbe".')
    expect(await interrupted(forward)).toBe(130)
    return
  }
  const { exitCode, stderr } = await forward
  expect(stderr).toContain(message)
  expect(exitCode).toBe(code)
})
