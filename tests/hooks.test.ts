import { expect, test } from 'vitest'
import { exported } from './exported.ts'
import { BENCH, createProject } from './project.ts'

const SUITE = `*** Settings ***
Suite Teardown    Power Off

*** Test Cases ***
Boots
    Power On
    Read Serial Until    boot complete    timeout=20 s
Fails
    Power On
    Fail    on purpose
`

/** Each hook notes when it ran, and says so. */
const note = (hook: string) => `  ${hook}: echo "$HIL_HOOK $HIL_TEST $HIL_TEST_STATUS" | tee -a hooks.log\n`
const HOOKS = `hooks:\n${['beforeSession', 'afterSession', 'beforeTest', 'afterTest'].map(note).join('')}`
const RAN = [
  'beforeSession  ',
  ...['beforeTest Boots ', 'afterTest Boots passed'],
  ...['beforeTest Fails ', 'afterTest Fails failed'],
  'afterSession  ',
]

test.each(['here', 'on an exporter'])(
  'hooks run around session and tests, and are heard, %s',
  async (where) => {
    await using project = createProject({ 'suites/boot.hil': SUITE, 'bench.yaml': BENCH + HOOKS })
    const far = where === 'here' ? undefined : await exported(project)
    const run = await project.hil(['run', ...(far === undefined ? [] : ['--exporter', far.url])], far?.state)
    expect(run.exitCode).toBe(1)
    await far?.end()
    expect(project.read('hooks.log').split(/ *\n/).slice(0, -1)).toEqual(RAN.map((line) => line.trimEnd()))
    for (const line of RAN.slice(0, -1))
      expect(run.all).toContain(`[${line.split(' ')[0]}] ${line.trimEnd()}`)
    const logged = project
      .records()
      .map(({ events }) => events.flatMap((event) => (event.kind === 'log' ? [event.message] : [])))
    expect(logged).toContainEqual(
      expect.arrayContaining(['[beforeTest] beforeTest Boots ', '[afterTest] afterTest Boots passed']),
    )
    await project.isClean()
  },
)

test('a session whose hook fails does not begin: exit code 3, and what the hook said', async () => {
  const hooks = 'hooks:\n  beforeSession: echo no key in the lock >&2; exit 4\n  afterSession: touch after\n'
  await using project = createProject({ 'suites/boot.hil': SUITE, 'bench.yaml': BENCH + hooks })
  const run = await project.hil(['run'])
  expect(run.exitCode).toBe(3)
  expect(run.all).toContain('[beforeSession] no key in the lock')
  expect(run.all).toContain('The hook beforeSession of the bench ended with exit code 4.')
  expect(project.exists('after')).toBe(true)
})

test('a hook may fail with a warning, and is ended when its time is over', async () => {
  const hooks = `hooks:
  beforeSession: { run: exit 5, onFailure: warn }
  beforeTest: { run: [sleep, '1000'], timeout: 200 ms, onFailure: warn }
`
  await using project = createProject({
    'suites/boot.hil': SUITE.replace('Fail  ', 'Log  '),
    'bench.yaml': BENCH + hooks,
  })
  const run = await project.hil(['run'])
  expect(run.all).toContain('beforeSession of the bench ended with exit code 5')
  expect(run.all).toContain('beforeTest of the bench took longer than 200 ms and was ended')
  expect(run.exitCode).toBe(0)
})

test('hooks run around tests of specs, too', async () => {
  const spec = `import { expect, test } from 'hilwright'
test('has power', async ({ dut }) => {
  await dut.power.on()
  expect(await dut.power.state()).toBe('on')
})
test('needs no device', () => {})
`
  await using project = createProject({ 'suites/power.spec.ts': spec, 'bench.yaml': BENCH + HOOKS })
  expect(await project.hil(['run'])).toMatchObject({ exitCode: 0 })
  expect(project.read('hooks.log').split(/ *\n/).slice(0, -1)).toEqual([
    ...['beforeSession', 'beforeTest has power', 'afterTest has power passed', 'afterSession'],
  ])
})

test('secrets of the bench file are masked in what hooks print', async () => {
  const bench = `${BENCH.replace('widget-v2', '"${env:LAB_KEY}"')}hooks:\n  beforeSession: echo key $LAB_KEY\n`
  await using project = createProject({ 'suites/boot.hil': SUITE, 'bench.yaml': bench })
  const run = await project.hil(['run'], { LAB_KEY: 'open-sesame' })
  expect(run.all).toContain('[beforeSession] key <secret>')
  expect(run.all).not.toContain('open-sesame')
})

test('mistakes in hooks are told with their places', async () => {
  const hooks = `hooks:
  beforeSessoin: echo
  beforeTest: { run: echo, timeout: long, onFailure: panic }
  afterTest: 5
`
  await using project = createProject({ 'suites/boot.hil': SUITE, 'bench.yaml': BENCH + hooks })
  const { exitCode, stdout, stderr } = await project.hil(['check'])
  expect(exitCode).toBe(2)
  const said = stdout + stderr
  expect(said).toContain('bench.yaml:7:3  I do not know the key "beforeSessoin" here.')
  expect(said).toContain('Did you mean "beforeSession"')
  expect(said).toContain('bench.yaml:8:37  The value of "hooks.beforeTest.timeout" is wrong')
  expect(said).toContain('bench.yaml:8:54  The value of "hooks.beforeTest.onFailure" is wrong')
  expect(said).toContain('bench.yaml:9:14  The value of "hooks.afterTest" is wrong: expected a command')
})
