import { expect, test } from 'vitest'
import { type Exported, exported } from './exported.ts'
import { BENCH, createProject, type Project } from './project.ts'

const BOOTS = `*** Test Cases ***
Boots
    Power Cycle    off_time=50 ms
    Read Serial Until    boot complete    timeout=20 s
    Power Off
`
const ENDLESS = `*** Test Cases ***
Waits
    Power On
    Read Serial Until    what never comes    timeout=10 min
`
const HOOKS = 'hooks:\n  beforeTest: echo $HIL_TEST begins\n  afterSession: echo over >> after-session\n'
const FILES = { 'suites/boot.hil': BOOTS, 'suites/endless.hil': ENDLESS, 'bench.yaml': BENCH + HOOKS }

const run = (project: Project, suite: string, { url, state }: Exported) =>
  project.hil(['run', `suites/${suite}.hil`, '--exporter', url], state)

/** Lines of the text that Prometheus reads: names with labels, and their values. */
async function metrics(url: string): Promise<Map<string, number>> {
  const response = await fetch(url)
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  const samples = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('# '))
  return new Map(
    samples.map((line) => {
      const [, name = '', value = ''] =
        /^([a-zA-Z_:][\w:]*(?:\{(?:\w+="(?:[^"\\]|\\.)*",?)*\})?) (\S+)$/.exec(line) ?? []
      // A mean of no samples is NaN: two scrapes can follow each other within one turn of the exporter.
      expect(value, line).toMatch(/^(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|\+Inf|nan)$/i)
      return [name, Number(value)]
    }),
  )
}

test('health and metrics tell what happened', async () => {
  await using project = createProject(FILES)
  const bench = await exported(project, ['--metrics', '127.0.0.1:0'])
  const url = /http:\S+/.exec(bench.said)?.[0] ?? ''
  const health = await fetch(url.replace('/metrics', '/healthz'))
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok', sessions: 0 }])
  expect((await fetch(url.replace('/metrics', '/else'))).status).toBe(404)
  expect(await run(project, 'boot', bench)).toMatchObject({ exitCode: 0 })
  await project.hil(['run', '--exporter', bench.url], { ...bench.state, HIL_TOKEN: 'guess' })
  // The session of a client ends a moment after the client.
  await expect.poll(async () => (await metrics(url)).get('hilwright_sessions')).toBe(0)
  const told = await metrics(url)
  expect(Object.fromEntries(told)).toMatchObject({
    ...{ hilwright_up: 1, hilwright_devices: 1, hilwright_sessions: 0, hilwright_clients: 0 },
    hilwright_sessions_total: 1,
    'hilwright_calls_total{driver="avr-board",outcome="done"}': 2,
    'hilwright_call_duration_seconds_count{driver="avr-board"}': 2,
    'hilwright_refused_total{reason="token"}': 1,
    'hilwright_hooks_total{hook="beforeTest",outcome="done"}': 1,
  })
  expect(told.get('hilwright_received_bytes_total')).toBeGreaterThan(100)
  expect(told.get('hilwright_sent_bytes_total')).toBeGreaterThan(100)
  await bench.end()
})

test('the log has a line for each event, for people or as JSON, and no token', async () => {
  await using project = createProject(FILES)
  const bench = await exported(project, ['--log', 'json', '--log-level', 'debug'])
  await run(project, 'boot', bench)
  await project.hil(['run', '--exporter', bench.url], { ...bench.state, HIL_TOKEN: 'guess' })
  const { stderr, all } = await bench.end()
  const lines = stderr.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  const of = (event: string) => lines.find((line) => line.event === event)
  expect(of('session-begun')).toMatchObject({ level: 'info', msg: expect.stringContaining('session of') })
  expect(of('call')).toMatchObject({ level: 'debug', driver: 'avr-board', outcome: 'done' })
  expect(of('session-ended')).toMatchObject({ reason: 'client-gone' })
  expect(of('refused')).toMatchObject({ level: 'warn', reason: 'token' })
  expect(all).not.toContain(project.read('state/hilwright/exporter-token').trim())
})

test('a bench file that changes is read again, with what differs, when nobody uses the bench', async () => {
  await using project = createProject(FILES)
  const bench = await exported(project)
  project.write({ 'bench.yaml': `${BENCH}  spare: { type: avr-board, role: server }\n${HOOKS}` })
  expect(await bench.exporter.says('+ spare')).toContain('bench.yaml read again:')
  project.write({ 'bench.yaml': BENCH.replace('avr-board', 'avr-bord') })
  expect(await bench.exporter.says('the old one stays in use')).not.toContain('- spare')
  await bench.exporter.says('Did you mean "avr-board"?')
  const client = run(project, 'endless', bench)
  await client.says('Waits begins')
  project.write({ 'bench.yaml': BENCH.replace('widget-v2', 'widget-v3') + HOOKS })
  expect(await bench.exporter.says('it is read again when')).toMatch(
    /when \S+@\S+ \(hil run, pid \d+\) has gone/,
  )
  client.signal('SIGINT', 'process')
  await client
  await bench.exporter.says('~ board: labels.model')
  await bench.end()
})

test('one that is told to end lets the open session end, and begins no other', async () => {
  await using project = createProject(FILES)
  const bench = await exported(project, ['--drain', '600'])
  const client = run(project, 'endless', bench)
  await client.says('Waits begins')
  bench.exporter.signal('SIGTERM', 'process')
  await bench.exporter.says('has 600 s to end')
  const other = await run(project, 'boot', bench)
  expect(other.exitCode).toBe(3)
  expect(other.all).toContain('The exporter was told to end, and begins no sessions.')
  client.signal('SIGINT', 'process')
  await client
  expect(await bench.exporter).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('powered off') })
  expect(project.read('after-session')).toBe('over\n')
})

test.each(['a second signal', 'the end of its patience'])('%s ends the open session', async (how) => {
  await using project = createProject(FILES)
  const bench = await exported(project, ['--drain', how === 'a second signal' ? '600' : '1'])
  const client = run(project, 'endless', bench)
  await client.says('Waits begins')
  bench.exporter.signal('SIGINT', 'process')
  await bench.exporter.says('s to end')
  if (how === 'a second signal') bench.exporter.signal('SIGINT', 'process')
  expect((await client).exitCode).toBe(3)
  expect(await bench.exporter).toMatchObject({ exitCode: 0 })
  expect(project.read('after-session')).toBe('over\n')
})

test('a hook may end the exporter', async () => {
  const hooks = 'hooks:\n  beforeSession: { run: exit 9, onFailure: exit }\n'
  await using project = createProject({ ...FILES, 'bench.yaml': BENCH + hooks })
  const bench = await exported(project)
  expect((await run(project, 'boot', bench)).exitCode).toBe(3)
  expect(await bench.exporter).toMatchObject({ exitCode: 3 })
})

test('describe tells what a bench offers, for people and as data', async () => {
  await using project = createProject({})
  const text = await project.hil(['exporter', 'describe'])
  expect(text.stdout).toContain('board (dut, avr-board, vendor=acme,model=widget-v2)\n  drivers     ')
  expect(text.stdout).toContain('  cycle(offTime?: ms)\n      Cuts power, waits, and supplies it again.')
  const { stdout, exitCode } = await project.hil(['exporter', 'describe', '--json'])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    devices: [{ name: 'board', drivers: [{ type: 'avr-board' }] }],
    interfaces: {
      power: {
        version: 1,
        members: { cycle: { params: { properties: { offTime: { unit: 'ms', default: 1000 } } } } },
      },
    },
    versions: { node: process.versions.node },
  })
})
