import { expect, test } from 'vitest'
import { exported } from './exported.ts'
import { createProject } from './project.ts'

test('hil call uses a device of a bench file, and tells its results in text and as JSON', async () => {
  await using project = createProject()
  expect(await project.hil(['call', 'board.power.cycle', '--off-time', '50ms'])).toMatchObject({
    exitCode: 0,
    stdout: '',
  })
  expect(await project.hil(['call', 'board.power.state', '--json'])).toMatchObject({ stdout: '"off"' })
  const { stdout } = await project.hil(['call', 'board.power.readings', '--every', '20 ms', '--count', '2'])
  expect(stdout).toMatch(/^time=\d+ ms {2}voltage=0 V {2}current=0 A\ntime=/)
  await project.isClean()
})

test('hil call uses an exporter, by its address or by the name that was given to it', async () => {
  await using project = createProject()
  const { url, state, end } = await exported(project)
  const env = { ...state, XDG_CONFIG_HOME: `${project.folder}/config` }
  expect(await project.hil(['call', 'board.power.state', '--exporter', url], env)).toMatchObject({
    exitCode: 0,
    stdout: 'off',
  })
  await project.hil(['context', 'add', 'desk', url], env)
  expect(await project.hil(['context', 'list'], env)).toMatchObject({ stdout: `* desk  ${url}` })
  project.write({ 'bench.yaml': '' })
  expect(await project.hil(['call', 'board.power.state'], env)).toMatchObject({ stdout: 'off' })
  expect((await project.hil(['devices'], env)).stdout).toContain('free')
  await end()
})

test('hil call --help tells what a member does, its options, units and defaults', async () => {
  await using project = createProject()
  const { stdout, exitCode } = await project.hil(['call', 'board.power.cycle', '--help'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('Usage: hil call board.power.cycle [--off-time DURATION]')
  expect(stdout).toContain('How long the power stays off. (as in 500ms; default 1 s)')
})

const MISTAKES: readonly (readonly [string[], number, string])[] = [
  [['bord.power.on'], 2, 'Did you mean "board"?'],
  [['board.pwoer.on'], 2, 'Did you mean "power"?'],
  [['board.power.cylce'], 2, 'Did you mean "cycle"?'],
  [['board.power.cycle', '--of-time', '1s'], 2, 'Did you mean "--off-time"?'],
  [
    ['board.power.cycle', '--off-time', '1 parsec'],
    2,
    'expected a duration such as "500 ms", got "1 parsec"',
  ],
  [['board.gpio.read'], 2, 'needs a value for "pin"'],
  [['board.console.stream'], 2, 'hil console board.console.stream'],
  [['board.gpio.wait-for-edge', 'PB5', '--timeout', '50ms'], 1, 'No edge at pin PB5'],
  [['board.power.on', '--exporter', '/nowhere.sock'], 3, 'does not answer'],
  [['board.power.on', '--context', 'nowhere'], 2, 'There is no context "nowhere"'],
]

test('what hil call cannot do ends with the code of who is to blame, and near names', async () => {
  await using project = createProject()
  for (const [args, code, message] of MISTAKES) {
    const { exitCode, stderr } = await project.hil(['call', ...args])
    expect(stderr).toContain(message)
    expect([args, exitCode]).toEqual([args, code])
  }
})

test('items come until Ctrl-C, and meanwhile others see who uses the bench', async () => {
  await using project = createProject()
  const { url, state, end } = await exported(project)
  const call = project.hil(['call', 'board.power.readings', '--exporter', url], state)
  await call.says('voltage=')
  const { stdout } = await project.hil(['devices', '--json', '--exporter', url], state)
  expect(JSON.parse(stdout)).toMatchObject({
    state: 'in use',
    by: expect.stringMatching(/hil call, pid \d+/),
    devices: [{ name: 'board', role: 'dut', power: 'off', labels: { vendor: 'acme' } }],
  })
  call.signal('SIGINT', 'process')
  expect(await call).toMatchObject({ exitCode: 130, stderr: '' })
  await end()
})

test('contexts are kept in a file for their owner only, and forgotten on request', async () => {
  await using project = createProject()
  const env = { XDG_CONFIG_HOME: `${project.folder}/config` }
  const context = (...args: string[]) => project.hil(['context', ...args], env)
  await context('add', 'desk', '127.0.0.1:7070')
  await context('add', 'lab', 'wss://lab.example:7070', '--fingerprint', 'AB:CD')
  expect(await context('list')).toMatchObject({
    stdout: '* desk  127.0.0.1:7070\n  lab   wss://lab.example:7070',
  })
  expect((await context('use', 'labb')).stderr).toContain('Did you mean "lab"?')
  await context('use', 'lab')
  expect(await context('remove', 'desk')).toMatchObject({ exitCode: 0 })
  expect(await context('list')).toMatchObject({ stdout: '* lab  wss://lab.example:7070' })
  expect(project.read('config/hilwright/config.yaml')).toContain('fingerprint: AB:CD')
  const { exitCode } = await project.hil(['call', 'board.power.on', '--context', 'desk'], env)
  expect(exitCode).toBe(2)
})
