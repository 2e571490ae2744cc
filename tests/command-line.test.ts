import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { REPOSITORY } from './installed-package.ts'
import { BENCH, createProject } from './project.ts'

const ESCAPE = '\u001b['

test('the version is the one of the package', async () => {
  await using project = createProject()
  const { version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
    version: string
  }
  expect(await project.hil(['--version'])).toMatchObject({ exitCode: 0, stdout: version, stderr: '' })
})

test('help has examples and exit codes, for the whole and for each command', async () => {
  await using project = createProject()
  const whole = await project.hil(['--help'])
  expect(whole.exitCode).toBe(0)
  expect(whole.stdout).toContain('hil run suites/boot.hil:12')
  expect(whole.stdout).toContain('130 interrupted')
  const commands = ['run', 'check', 'keywords']
  const helps = await Promise.all(commands.map((command) => project.hil([command, '--help'])))
  for (const [index, { exitCode, stdout }] of helps.entries()) {
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`hil ${commands[index]}`)
    expect(stdout).toContain('Examples:')
  }
})

test('an unknown command is wrong usage, and the nearest one is named', async () => {
  await using project = createProject()
  const { exitCode, stderr } = await project.hil(['chek'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('check')
})

test('keywords are found by words, and explained by name', async () => {
  await using project = createProject()
  const [found, one, none] = await Promise.all([
    project.hil(['keywords', 'serial']),
    project.hil(['keywords', 'power', 'cycle']),
    project.hil(['keywords', 'zeppelin']),
  ])
  expect(found.exitCode).toBe(0)
  expect(found.stdout).toContain('Read Serial Until')
  expect(found.stdout).not.toContain('Power Cycle')
  expect(one.stdout).toMatch(/^Power Cycle/)
  expect(one.stdout).toContain('Library: Power')
  expect(one.stdout).toContain('Sentence: Power off for {off_time}\n')
  expect(none.exitCode).toBe(2)
  expect(none.stderr).toContain('zeppelin')
})

test('colours come when they are asked for, and not into pipes or against NO_COLOR', async () => {
  await using project = createProject({ 'suites/a.hil': '*** Test Cases ***\nFirst\n    Powr On\n' })
  expect((await project.hil(['check'])).all).not.toContain(ESCAPE)
  expect((await project.hil(['check'], { FORCE_COLOR: '1' })).all).toContain(ESCAPE)
  expect((await project.hil(['check'], { NO_COLOR: '1' })).all).not.toContain(ESCAPE)
  project.write({ 'suites/a.hil': '*** Test Cases ***\nFirst\n    Fail    on purpose\n' })
  expect((await project.hil(['run'], { NO_COLOR: '1' })).all).not.toContain(ESCAPE)
})

test('a report that is not there is wrong usage, with a hint', async () => {
  await using project = createProject()
  const { exitCode, stderr } = await project.hil(['report', 'nowhere'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('nowhere')
  expect(stderr).toContain('hil run')
})

test('a report is served until Ctrl-C', async () => {
  await using project = createProject({ 'suites/a.hil': '*** Test Cases ***\nFirst\n    Log    fine\n' })
  await project.hil(['run'])
  const report = project.hil(['report', '--port', '0'])
  await report.says('Serving HTML report at')
  report.signal('SIGINT', 'process')
  await report
  await project.isClean()
})

test('a new project checks, runs green and type-checks as it is', async () => {
  await using project = createProject({ 'playwright.config.ts': '', 'bench.yaml': '' })
  const init = await project.hil(['init'])
  expect(init.exitCode, init.all).toBe(0)
  expect(init.stdout).toContain('written  suites/first.hil')
  expect(project.read('bench.yaml')).toContain('avr-board')
  project.write({ 'bench.yaml': BENCH })
  const check = await project.hil(['check'])
  expect(check.exitCode, check.all).toBe(0)
  const run = await project.hil(['run'])
  expect(run.exitCode, run.all).toBe(0)
  expect(run.stdout).toContain('3 passed')
  const types = await execa(
    process.execPath,
    [
      join(REPOSITORY, 'node_modules/typescript/bin/tsc'),
      ...['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck'],
      ...['playwright.config.ts', 'suites/first.spec.ts'],
    ],
    { cwd: project.folder, reject: false },
  )
  expect(types.stdout).toBe('')
  const again = await project.hil(['init'])
  expect(again.exitCode).toBe(2)
  expect(again.stderr).toContain('holds a project already')
})

test('specs that misuse a device do not type-check', async () => {
  await using project = createProject({
    'package.json': '{ "type": "module" }',
    'wrong.ts': `import { test } from 'hilwright'
test('wrong', async ({ dut }) => {
  await dut.power.onn()
  await dut.power.cycle({ offTime: true })
  await dut.power.cycle({ offTme: '1 s' })
  await dut.power.on(5)
  await dut.gpio.read(5)
  const state: 'on' | 'off' = await dut.power.state()
  const text: string = await dut.console.readUntil('x', { timeout: '1 s' })
  void [state, text]
})
`,
  })
  const flags = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--skipLibCheck',
    'wrong.ts',
  ]
  const tsc = join(REPOSITORY, 'node_modules/typescript/bin/tsc')
  const { stdout } = await execa(process.execPath, [tsc, ...flags], { cwd: project.folder, reject: false })
  const places = [...stdout.matchAll(/^wrong\.ts\((\d+),/gm)].map(([, line]) => Number(line))
  expect(places).toEqual([3, 4, 5, 6, 7])
})

test('a project without a configuration runs the suites of its folder', async () => {
  await using project = createProject({
    'playwright.config.ts': '',
    'deep/down/a.hil': '*** Test Cases ***\nFirst\n    Power On\n    Power Off\n',
  })
  const { exitCode, stdout } = await project.hil(['run'])
  expect(exitCode, stdout).toBe(0)
  expect(stdout).toContain('deep/down/a.hil:2:1 › First')
})
