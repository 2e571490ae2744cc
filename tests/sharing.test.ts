import { expect, test } from 'vitest'
import { config, createProject } from './project.ts'
import type { StoredRecord, TimedEvent } from './read-records.ts'

const BOOTS = `*** Settings ***
Suite Teardown    Power Off

*** Test Cases ***
Boots
    Power Cycle    off_time=50 ms
    Read Serial Until    boot complete    timeout=20 s
    Sleep    300 ms
Talks
    Run Command    echo hello
    Sleep    300 ms
`

const SPEC = `import { expect, test } from 'hilwright'
test('boots for a spec too', async ({ dut }) => {
  await dut.power.cycle({ offTime: '50 ms' })
  expect(await dut.console.readUntil('boot complete')).toContain('Hilwright')
  await dut.power.off()
})
`

type Work = TimedEvent & { kind: 'call' | 'step' }

/** When a test was at work on its device: from its first step or driver call to the end of its last. */
function useOf({ events, name }: StoredRecord) {
  const work = events.filter((event): event is Work => event.kind === 'call' || event.kind === 'step')
  const devices = work.flatMap((event) => (event.kind === 'call' ? [event.device] : []))
  return {
    name,
    devices: [...new Set(devices)],
    from: Math.min(...work.map(({ time }) => time)),
    to: Math.max(...work.map(({ time, took }) => time + took / 1000)),
  }
}

test('two workers never use the one board at the same time, suites and specs alike', async () => {
  await using project = createProject({
    'suites/a.hil': BOOTS,
    'suites/b.hil': BOOTS,
    'suites/c.robot': BOOTS,
    'suites/d.spec.ts': SPEC,
  })
  const { exitCode, stdout } = await project.hil(['run', '--workers', '2'])
  expect(stdout).toContain('using 2 workers')
  expect(exitCode, stdout).toBe(0)
  const uses = project
    .records()
    .map(useOf)
    .filter(({ name }) => name !== 'suite-teardown')
    .sort((a, b) => a.from - b.from)
  expect(uses).toHaveLength(7)
  for (const [index, next] of uses.slice(1).entries())
    expect(next.from, `${next.name} after ${uses[index]?.name}`).toBeGreaterThanOrEqual(uses[index]?.to ?? 0)
  await project.isClean()
})

test('two boards are used by two workers at the same time', async () => {
  const meeting = (board: string, other: string) => `*** Settings ***
Library        OperatingSystem
Suite Setup    Connect To Exporter    selector=${board}

*** Test Cases ***
Boots
    Power On
    Read Serial Until    boot complete    timeout=20 s
    Create File    ${board}.is-up
    Wait Until Created    ${other}.is-up    timeout=50 s
    Power Off
`
  await using project = createProject({
    'suites/a.hil': meeting('left', 'right'),
    'suites/b.hil': meeting('right', 'left'),
    'bench.yaml':
      'devices:\n  left:\n    type: avr-board\n    pace: fast\n  right:\n    type: avr-board\n    pace: fast\n',
  })
  const { exitCode, stdout, stderr } = await project.hil(['run', '--workers', '2'])
  expect(exitCode, stdout + stderr).toBe(0)
  const [left, right] = project.records().map(useOf)
  expect([left?.devices, right?.devices]).toEqual([['left'], ['right']])
  expect(Math.max(left?.from ?? 0, right?.from ?? 0)).toBeLessThan(Math.min(left?.to ?? 0, right?.to ?? 0))
})

test('suites and specs of one run share the bench; fixtures, keywords and types are at hand', async () => {
  await using project = createProject({
    'playwright.config.ts': config("use: { benchFile: 'lab/two.yaml', board: 'vendor=acme' },"),
    'bench.yaml': '',
    'lab/two.yaml': `devices:
  board: { type: avr-board, pace: fast, labels: { vendor: acme } }
  spare: { type: avr-board, pace: fast, labels: { vendor: other } }
`,
    'suites/a.hil': BOOTS,
    'suites/b.spec.ts': `import { expect, mergeTests, test as playwright } from '@playwright/test'
import { test as hil } from 'hilwright'

const own = playwright.extend<{ greeting: string }>({ greeting: async ({}, use) => use('hello') })
const test = mergeTests(hil, own)

test('everything is there', async ({ bench, dut, devices, keywords, greeting, board }, info) => {
  expect(bench.devices.map(({ name }) => name)).toEqual(['board', 'spare'])
  expect(board).toBe('vendor=acme')
  expect(dut.name).toBe('board')
  expect(Object.keys(devices)).toEqual(['board', 'spare'])
  await keywords.call('Power On')
  const log: string = await dut.console.readUntil('boot complete')
  expect(log).toContain('Hilwright')
  expect(await keywords.call('Run Command', 'echo ' + greeting)).toContain('hello')
  await expect(keywords.call('Powr On')).rejects.toThrow(/Power On/)
  await dut.power.off()
  expect(info.annotations.map(({ description }) => description)).toContain('board')
})
`,
  })
  const { exitCode, stdout, stderr } = await project.hil(['run'])
  expect(exitCode, stdout + stderr).toBe(0)
  expect(stdout).toContain('3 passed')
})
