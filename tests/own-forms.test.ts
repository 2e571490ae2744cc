import { expect, test } from 'vitest'
import { BENCH, createProject, type Project } from './project.ts'

const BOOTED = ['    Power off', '    Power on', '    Read serial until "hil> " within 10 s']

/** A suite whose only test has these rows after the boot of the board. */
function booted(...rows: string[]): string {
  return ['*** Test Cases ***', 'T', ...BOOTED, ...rows.map((row) => `    ${row}`), ''].join('\n')
}

function detailsOf(project: Project, name: string) {
  const found = project
    .json()
    .flatMap(({ details }) => details)
    .find((one) => one.name === name)
  if (found === undefined) throw new Error(`No test ${name}.`)
  return found
}

test('sentences run on the board; Check that shows the values of what is not true', async () => {
  await using project = createProject({
    'suites/a.hil': booted(
      'Apply 2.5 V to "ADC0"',
      'volts = Measure voltage of "ADC0"',
      'Check that volts is between 2.4 V and 2.6 V',
      'Drive pin "PD2" high',
      'Pin "PD2" should be high',
      'answer = Run command "uptime"',
      'Expect that answer contains "nonsense"',
      'Expect that volts is at least 3 V',
      'Log    the test went on',
    ),
  })
  const { exitCode, all } = await project.hil(['run'])
  expect(exitCode, all).toBe(1)
  expect(all).toContain('Several failures occurred:')
  expect(all).toMatch(/1\) answer contains "nonsense" is not true: answer = '.*up /)
  expect(all).toContain('2) volts is at least 3 V is not true: volts = 2.5')
  expect(project.records().flatMap(({ steps }) => steps)).toContain('Log    the test went on')
})

/** Rows, where each is wrong, and what is said of it. */
const MISTAKES: readonly (readonly [string, string, string])[] = [
  ['Apply 3.3 A to "ADC0"', ':6:11', 'expected a voltage such as "3.3 V", got "3.3 A"'],
  ['Voltage Should Be Between    3.1 V    3.5 A', ':6:43', 'expected a voltage such as "3.3 V", got "3.5 A"'],
  ['Read serial until "x" within 3 V', ':6:34', 'expected a duration such as "500 ms", got "3 V"'],
  [
    'Power Cycle    off_time=thre seconds',
    ':6:29',
    'expected a duration such as "500 ms", got "thre seconds"',
  ],
  ['Read serial until "x" inside 3 s', ':6:5', 'Read serial until {text} [within {timeout}]'],
  ['Read serial until boot complete', ':6:5', 'Read serial until "boot complete"'],
  ['Read serial until boot complete within 3 s', ':6:5', 'Read serial until "boot complete" within 3 s'],
  ['Reed serial until "x"', ':6:5', 'Did you mean:\n     Read serial until "x"'],
  ['Read serial until "x" within 3 sek', ':6:34', 'expected a duration such as "500 ms", got "3 sek"'],
  ['volts = Mesure voltage of "ADC0"', ':6:13', 'Measure voltage of "ADC0"'],
  ['Drive pin "PD2" up', ':6:21', 'expected high or low, got "up"'],
  ['Turn on the power', ':6:5', 'Similar keywords:\n     Power On'],
  ['Try for 3 s: Power on', ':6:5', 'Try [for] {retry} every {retry_interval}: {step}'],
  ['Append 5 to results', ':6:5', 'Library    Collections'],
  ['volts == 5', ':6:5', 'Check that volts == 5'],
  ['Check that volts is high', ':6:16', 'The variable volts has no value here.'],
  ['Gateway: Power on', ':6:5', 'There is no board "Gateway".'],
]

test('what is wrong in a sentence, a unit or a board is found before any board has power', async () => {
  const files = MISTAKES.map(([row], index) => [`suites/${index}.hil`, booted(row)])
  await using project = createProject(Object.fromEntries(files))
  const { exitCode, all } = await project.hil(['check'])
  expect(exitCode).toBe(2)
  for (const [index, [, place, message]] of MISTAKES.entries()) {
    const said = all.slice(all.indexOf(`suites/${index}.hil${place}`))
    expect(said.slice(0, 500)).toContain(message)
  }
})

test('a RETRY that gives up says how often it tried, and PARALLEL stops at the first failure', async () => {
  await using project = createProject({
    'suites/a.hil': booted('RETRY    times=2', '    Run command "nonsense"', '    Fail    not yet', 'END'),
    'suites/b.hil': booted(
      'PARALLEL',
      '    Read serial until "never" within 5 min',
      '    Fail    broken',
      'END',
    ),
  })
  const { exitCode, all } = await project.hil(['run'])
  expect(exitCode).toBe(1)
  expect(all).toContain('RETRY gave up after 2 rounds. The last error was: not yet')
  expect(all).toContain('broken')
})

test('each row of examples is a test that can be chosen by its line', async () => {
  const rows = [
    '${pin} Works',
    '    [Examples]    pin',
    '    ...    PD2',
    '    ...    PD3',
    ...BOOTED,
    '    Read pin ${pin}',
    '',
  ]
  await using project = createProject({ 'suites/a.hil': ['*** Test Cases ***', ...rows].join('\n') })
  const { exitCode, all } = await project.hil(['run', 'suites/a.hil:5'])
  expect(exitCode, all).toBe(0)
  expect(all).toContain('PD3 Works')
  expect(all).not.toContain('PD2 Works')
})

test('two boards have names; each step goes to its own', async () => {
  const bench = `${BENCH}  other:\n    type: avr-board\n    pace: fast\n    labels: { vendor: acme }\n`
  const suite = [
    '*** Settings ***',
    'Board    board    AS    Gateway',
    'Board    other    AS    Sensor',
    '*** Test Cases ***',
    'T',
    '    Gateway: Power off',
    '    Sensor.Power Off',
    '    PARALLEL',
    '        Gateway: Power on',
    '        a = Sensor: Power state',
    '    END',
    '    Gateway: Power should be on',
    '    Sensor: Power should be off',
    '    Check that a == "off"',
    '',
  ]
  await using project = createProject({ 'bench.yaml': bench, 'suites/a.hil': suite.join('\n') })
  const { exitCode, all } = await project.hil(['run'])
  expect(exitCode, all).toBe(0)
})

test('a test whose board lacks what it requires is skipped with the reason, and hil check says so', async () => {
  const suite = [
    '*** Test Cases ***',
    'T',
    '    [Requires]    power, robot-arm',
    ...BOOTED,
    'Other',
    '    Power off',
    '',
  ]
  await using project = createProject({ 'suites/a.hil': suite.join('\n') })
  const checked = await project.hil(['check'])
  expect(checked.exitCode, checked.all).toBe(0)
  expect(checked.all).toContain('The test "T" is skipped: no device of the bench offers robot-arm.')
  const { exitCode, all } = await project.hil(['run'])
  expect(exitCode, all).toBe(0)
  expect(all).toContain('1 skipped')
})

test('a test with [Retry] is flaky if it passes late: by attempts of Playwright, or by rounds within its time', async () => {
  const suite = [
    '*** Variables ***',
    '${counted}    ${0}',
    '${timed}    ${0}',
    '*** Test Cases ***',
    'Counted',
    '    [Retry]    1',
    '    counted = counted + 1',
    '    Set suite variable ${counted} to ${counted}',
    '    Check that counted is at least 2',
    'Timed',
    '    [Retry]    1 min',
    '    timed = timed + 1',
    '    Set suite variable ${timed} to ${timed}',
    '    Check that timed is at least 3',
    '    [Teardown]    Log    torn down',
    'Hopeless',
    '    [Retry]    1 ms',
    '    Fail    never',
    '',
  ]
  await using project = createProject({ 'suites/a.hil': suite.join('\n') })
  const { exitCode, all } = await project.hil(['run'])
  expect(exitCode, all).toBe(1)
  expect(all).toContain('1 flaky')
  expect(all).toContain('never\n\n    The test was tried for 1 ms: ')
  expect(detailsOf(project, 'Counted')).toMatchObject({
    flaky: true,
    attempts: [{ status: 'failed' }, { status: 'passed' }],
  })
  expect(detailsOf(project, 'Timed').attempts).toHaveLength(1)
  expect(project.record('Timed').steps.filter((step) => step.includes('torn down'))).toHaveLength(3)
})
