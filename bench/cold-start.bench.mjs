// From the command to the first thing that happens, and what `hil run` adds to Playwright.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median, spread } from './spread.mjs'
import { inTurns, timeProcess } from './timed-process.mjs'
import { HIL, hilProject, plainProject, specOf, suiteOf } from './trial-project.mjs'

export const title = 'Cold start'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const BENCH = 'devices:\n  board:\n    type: avr-board\n'
const POWERED = '*** Test Cases ***\nBoots\n    Power On\n    Read Serial Until    boot complete\n'

export async function run(report) {
  reportCommands(report)
  reportFirstKeyword(report)
  for (const [tests, rounds] of [
    [2, 5],
    [200, 3],
  ])
    reportBesidePlaywright(report, tests, rounds)
}

function reportCommands(report) {
  const node = (...args) => wallOf(() => timeProcess(process.execPath, args, { cwd: ROOT }))
  const { empty, version, check } = inTurns(15, {
    empty: () => node('-e', '0'),
    version: () => node(HIL, '--version'),
    check: () => node(HIL, 'check', join(ROOT, 'suites')),
  })
  const beside = `\`node -e 0\`: ${spread(empty, 'ms')}`
  report.figure({ name: 'hil --version', target: '≤ 150 ms', measured: spread(version, 'ms'), beside })
  report.figure({ name: 'hil check suites', target: '≤ 400 ms', measured: spread(check, 'ms'), beside })
}

function reportFirstKeyword(report) {
  const without = firstSteps(hilProject(suiteOf(1)))
  const withBoard = firstSteps(hilProject(POWERED, { 'bench.yaml': BENCH }))
  report.figure({
    name: 'cold start to the first keyword',
    target: '≤ 1.5 s',
    measured: spread(without, 's', 2),
    beside: `with a bench and its virtual board: ${spread(withBoard, 's', 2)}`,
  })
}

/** Seconds from the start of `hil run` to the first step of the record, several times. */
function firstSteps(project) {
  try {
    return Array.from({ length: 5 }, () => {
      const { started } = project.runHil({ HIL_RECORD_FILES: 'all' })
      const { epoch, events } = project.record()
      const first = events.map((line) => JSON.parse(line)).find(({ kind }) => kind === 'step')
      return (epoch + first.at / 1000 - started) / 1000
    })
  } finally {
    project.remove()
  }
}

function reportBesidePlaywright(report, tests, rounds) {
  const [ours, plain] = [hilProject(suiteOf(tests)), plainProject(specOf(tests))]
  try {
    const { hil, playwright } = inTurns(rounds, {
      hil: () => ours.runHil(),
      playwright: () => plain.runPlaywright(),
    })
    const added = hil.map(({ wall }, round) => (wall / playwright[round].wall - 1) * 100)
    report.figure({
      name: `hil run of ${tests} tests of 5 steps, beside plain specs`,
      target: '≤ 25 % more',
      measured: `${spread(added, '%')}: ${seconds(hil, 'wall')} s`,
      beside: `plain specs: ${seconds(playwright, 'wall')} s; processor time ${seconds(hil, 'busy')} s against ${seconds(playwright, 'busy')} s`,
    })
  } finally {
    ours.remove()
    plain.remove()
  }
}

function seconds(results, which) {
  const values = results.map((result) => result[which])
  return values.includes(undefined) ? '?' : (median(values) / 1000).toFixed(2)
}

function wallOf(work) {
  return work().wall
}
