import { expect, test } from 'vitest'
import { createProject, type Project } from './project.ts'

const PLUGIN = `import { call, DeviceError, defineDriver, defineInterface, definePlugin, items, param, voltage } from 'hilwright/driver'
import { z } from 'zod'

const fan = defineInterface({
  name: 'fan',
  version: 1,
  doc: 'Blows air.',
  members: {
    spinUp: call({
      doc: 'Lets it turn.',
      params: [param('supply', voltage(), 'The voltage at its motor.')],
      options: { direction: z.enum(['in', 'out']).default('out').describe('Where the air goes.') },
      result: z.number().meta({ unit: 'rpm' }),
    }),
    stall: call({ doc: 'Holds it.', result: z.void() }),
    turns: items({ doc: 'Counts its turns.', item: z.number() }),
  },
})

const driver = defineDriver({
  type: 'acme-fan',
  doc: 'A fan of Acme.',
  provides: [fan],
  config: z.strictObject({ rpmPerVolt: z.number() }),
  open: async ({ rpmPerVolt }) => ({
    fan: {
      spinUp: ({ supply, direction }) => supply * rpmPerVolt * (direction === 'in' ? -1 : 1),
      stall: () => { throw new DeviceError('stalled', 'The fan is held.') },
      turns: async function* () { for (let turn = 1; ; turn++) yield turn },
    },
    [Symbol.asyncDispose]: async () => {},
  }),
})

export default definePlugin({ name: 'acme', interfaces: [fan], drivers: [driver] })
`

const BENCH = `plugins: [./acme.ts]
devices:
  blower:
    drivers:
      fan: { type: acme-fan, rpmPerVolt: 100 }
`

const SUITE = `*** Test Cases ***
Blows
    \${rpm} =    Fan Spin Up    3.3 V
    Should Be Equal As Numbers    \${rpm}    330
    \${rpm} =    Fan Spin Up    supply=2 V    direction=in
    Should Be Equal As Numbers    \${rpm}    -200
    \${turns} =    Fan Turns    count=3
    Should Be Equal    \${{ [1, 2, 3] }}    \${turns}
    Run Keyword And Expect Error    The fan is held.    Fan Stall
`

const SPEC = `import { expect, test } from 'hilwright'
test('a spec uses it by name', async ({ keywords }) => {
  expect(await keywords.call('Fan Spin Up', '1 V')).toBe(100)
})
`

const MISTAKE = `*** Test Cases ***
Wrong
    Fan Spin Up    3.3 parsecs
    Fan Spin Up    3.3 V    direction=up
    Fan Spinn Up    3.3 V
`

const STATE = (project: Project) => ({ XDG_STATE_HOME: `${project.folder}/state` })

test('a driver of a plugin works on its own machine', async () => {
  await using lab = createProject({
    'acme.ts': PLUGIN,
    'bench.yaml': BENCH,
    'suites/fan.hil': SUITE,
    'suites/fan.spec.ts': SPEC,
  })
  const run = await lab.hil(['run'])
  expect(run.all).toContain('2 passed')
})

test('a client uses a driver that is installed on the exporter only, and is checked before it runs', async () => {
  await using lab = createProject({ 'acme.ts': PLUGIN, 'bench.yaml': BENCH })
  const exporter = lab.hil(['exporter', 'serve', '--listen', '127.0.0.1:0'], STATE(lab))
  const said = await exporter.says('Clients show the token in')
  const url = /ws:\S+/.exec(said)?.[0] ?? ''
  await using desk = createProject({ 'bench.yaml': 'devices: {}\n', 'suites/fan.hil': SUITE })
  const run = await desk.hil(['run', '--exporter', url], STATE(lab))
  expect(run.all).toContain('1 passed')
  await using careless = createProject({ 'bench.yaml': 'devices: {}\n', 'suites/wrong.hil': MISTAKE })
  const wrong = await careless.hil(['run', '--exporter', url], STATE(lab))
  expect(wrong.exitCode).toBe(2)
  expect(wrong.stderr).toContain('expected a voltage such as "3.3 V", got "3.3 parsecs"')
  expect(wrong.stderr).toContain('"in"|"out"')
  expect(wrong.stderr).toContain('Fan Spin Up')
  const help = await desk.hil(['call', 'blower.fan.spinUp', '--help', '--exporter', url], STATE(lab))
  expect(help.stdout).toContain('The voltage at its motor.')
  const call = await desk.hil(
    ['call', 'blower.fan.spinUp', '5V', '--direction', 'in', '--exporter', url],
    STATE(lab),
  )
  expect(call.stdout).toContain('-500')
  exporter.signal('SIGINT', 'process')
  await exporter
})

test('a plugin that is not there, or is none, is told at its place', async () => {
  await using project = createProject({
    'bench.yaml': 'plugins:\n  - ./nowhere.ts\n  - ./none.ts\n  - "@acme/fan"\ndevices: {}\n',
    'none.ts': 'export const plugin = 1\n',
  })
  const { exitCode, stderr } = await project.hil(['exporter', 'serve', '--listen', '127.0.0.1:0'])
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/bench\.yaml:2:5 +The plugin "\.\/nowhere\.ts" is not there/)
  expect(stderr).toMatch(/bench\.yaml:3:5 +The module "\.\/none\.ts" is no plugin/)
  expect(stderr).toContain('npm install @acme/fan')
})
