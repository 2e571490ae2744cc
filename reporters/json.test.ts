import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createProject, spec, stub } from '../tests/reporters/run-project.ts'

const FIRST_FAILS_ONCE = `async ({}, info) => { if (info.retry === 0) throw new Error('only once') }`

test('of A, B and C exactly B is failed when B alone fails', async () => {
  await using project = await createProject({
    'abc.spec.cjs': spec(
      "test('A', () => {})",
      "test('B', { tag: '@smoke' }, () => test.step('Should Be Equal    1    2', () => { expect(1).toBe(2) }))",
      "test('C', () => {})",
    ),
  })
  const { exitCode } = await project.run()
  expect(exitCode).toBe(1)
  const [suite, ...others] = project.json()
  expect(others).toEqual([])
  expect(suite).toMatchObject({
    suite: 'Abc',
    file: 'abc.spec.cjs',
    stats: { tests: 3, ran: 3, skipped: 0, passed: 2, failed: 1 },
    tests: { A: 'passed', B: 'failed', C: 'passed' },
    dateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  })
  expect(suite?.details[1]).toMatchObject({
    name: 'B',
    line: 3,
    tags: ['@smoke'],
    attempts: [{ status: 'failed' }],
    failure: {
      step: 'Should Be Equal    1    2',
      message: expect.stringContaining('Expected: 2'),
      location: { file: 'abc.spec.cjs', line: 3 },
    },
  })
})

test('after the first failure of a fail-fast run the failing test is failed and the rest are skipped', async () => {
  await using project = await createProject({
    'abc.spec.cjs': spec("test('A', () => {})", "test('B', () => { throw 1 })", "test('C', () => {})"),
    'later.spec.cjs': spec("test('D', () => {})"),
  })
  const { exitCode } = await project.run(['test', '-x'])
  expect(exitCode).toBe(1)
  const [abc, later, ...others] = project.json()
  expect(others).toEqual([])
  expect(abc?.tests).toEqual({ A: 'passed', B: 'failed', C: 'skipped' })
  expect(abc?.stats).toEqual({ tests: 3, ran: 2, skipped: 1, passed: 1, failed: 1 })
  expect(later?.tests).toEqual({ D: 'skipped' })
  expect(later?.details[0]?.reason).toBe('did not run: the run stopped after 1 failure')
})

test('two tests of one title stay two, whatever else bears their name', async () => {
  await using project = await createProject({
    'same.spec.cjs': spec(
      "test('Boots', async ({}, info) => { expect(info.repeatEachIndex).toBe(0) })",
      "test('Boots (2)', () => {})",
      "test.describe('Power', () => { test('Boots', () => {}) })",
      "test('__proto__', () => {})",
    ),
  })
  await project.run(['test', '--repeat-each', '2'])
  const [suite] = project.json()
  expect(suite?.stats).toEqual({ tests: 8, ran: 8, skipped: 0, passed: 7, failed: 1 })
  expect(Object.entries(suite?.tests ?? {})).toEqual([
    ['Boots', 'passed'],
    ['Boots (2)', 'passed'],
    ['Power › Boots', 'passed'],
    ['__proto__', 'passed'],
    ['Boots (3)', 'failed'],
    ['Boots (2) (2)', 'passed'],
    ['Power › Boots (2)', 'passed'],
    ['__proto__ (2)', 'passed'],
  ])
  expect(suite?.details.map(({ name }) => name)).toEqual(Object.keys(suite?.tests ?? {}))
})

test('a retry that passes is a pass that shows its failed attempt, and reasons are kept', async () => {
  await using project = await createProject({
    'outcomes.spec.cjs': spec(
      `test('flaky', ${FIRST_FAILS_ONCE})`,
      "test('skips', () => { test.skip(true, 'no camera on this bench') })",
      "test.fail('known', () => { throw new Error('a known bug') })",
      "test.fail('mended', () => {})",
      "test('gives up', async ({}, info) => { if (info.retry > 0) test.skip(); throw new Error('once') })",
      "test.fixme('later', () => {})",
      "test('slow', async () => { test.setTimeout(50); await hang() })",
    ),
  })
  await project.run(['test', '--retries', '1'])
  const [suite] = project.json()
  expect(suite?.tests).toEqual({
    flaky: 'passed',
    skips: 'skipped',
    known: 'passed',
    mended: 'failed',
    'gives up': 'failed',
    later: 'skipped',
    slow: 'failed',
  })
  expect(suite?.details[0]).toMatchObject({
    flaky: true,
    attempts: [
      { status: 'failed', errors: [{ message: 'Error: only once' }] },
      { status: 'passed', errors: [] },
    ],
  })
  expect(suite?.details[1]?.reason).toBe('no camera on this bench')
  expect(suite?.details[2]).toMatchObject({ flaky: false, reason: 'failed, as expected' })
  expect(suite?.details[3]?.failure?.message).toMatch(/[Ee]xpected to fail, but passed/)
  expect(suite?.details[4]?.failure?.message).toBe('Error: once')
  expect(suite?.details[6]?.failure).toMatchObject({ type: 'Timeout' })
})

test('a suite is named after its .hil file, not after the stub that loads it', async () => {
  const code = `const { test } = require('@playwright/test')\n
test('Blinks', async ({}, info) => {
  info.annotations.push({ type: 'hil.device', description: 'board' }, { type: 'hil.device', description: 'broker' })
  throw new Error('LED stayed dark')
})`
  // Playwright itself names a stub's suite after the file only while all its tests stand in one.
  const other = "require('@playwright/test').test('Dims', () => {})"
  await using project = await createProject({
    '.hilwright/suites/02__gpio_and_led.hil.cjs': `{ ${stub('../../suites/02__gpio_and_led.hil', code)} }
{ ${stub('../../suites/dimming.robot', other)} }`,
    'suites/02__gpio_and_led.hil': '*** Test Cases ***\n\nBlinks\n    Led On\n    Should Be Lit\n',
    'suites/dimming.robot': 'Dims',
  })
  await project.run()
  const [suite, dimming] = project.json()
  expect(suite).toMatchObject({ suite: 'Gpio And Led', file: 'suites/02__gpio_and_led.hil' })
  expect(suite?.details[0]).toMatchObject({
    line: 3,
    devices: ['board', 'broker'],
    failure: { location: { file: 'suites/02__gpio_and_led.hil', line: 5 } },
  })
  expect(dimming).toMatchObject({ suite: 'Dimming', file: 'suites/dimming.robot', tests: { Dims: 'passed' } })
})

test('listing tests leaves the report of the last run as it is', async () => {
  await using project = await createProject({ 'a.spec.cjs': spec("test('A', () => {})") })
  await project.run()
  await project.run(['test', '--list'])
  expect(project.json()[0]?.tests).toEqual({ A: 'passed' })
})

test('a report that cannot be written fails the run and says where', async () => {
  await using project = await createProject({ 'a.spec.cjs': spec("test('A', () => {})") })
  await writeFile(join(project.folder, 'out'), 'a file where the folder should be')
  const { exitCode, all } = await project.run()
  expect(exitCode).toBe(1)
  expect(all).toContain(`The report ${join(project.folder, 'out/results.json')} could not be written`)
  await rm(join(project.folder, 'out'))
})

test('an outputFile that is no path is refused before anything runs', async () => {
  const settings = 'config.reporter[1][1].outputFile = 42'
  await using project = await createProject({ 'a.spec.cjs': spec("test('A', () => {})") }, settings)
  const { exitCode, all } = await project.run()
  expect(exitCode).toBe(1)
  expect(all).toContain('option outputFile must be a path, but is 42')
  expect(all).not.toContain('a.spec.cjs')
})
