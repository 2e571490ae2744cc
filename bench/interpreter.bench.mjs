// Keywords per second, with the record on: in loops and in flat tests, through Playwright and in process.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runRobot, whyNoRobot } from './robot.mjs'
import { median, spread } from './spread.mjs'
import { timeProcess } from './timed-process.mjs'
import { createProject, hilProject } from './trial-project.mjs'

export const title = 'Interpreter'

const LOOP = 100_000
const ROBOT_LOOP = 10_000

export async function run(report) {
  const short = loopRates(LOOP, 3)
  const long = loopRates(10 * LOOP, 1)
  const beside = `Robot Framework: ${robotRate()}`
  report.figure({
    name: `loop of ${grouped(LOOP)} keywords, hil run, record on`,
    target: '≥ 100,000/s',
    measured: spread(short.rates, 'keywords/s'),
    beside,
  })
  report.figure({
    name: `loop of ${grouped(10 * LOOP)} keywords`,
    target: 'linear (10 ×)',
    measured: `${(median(long.times) / median(short.times)).toFixed(1)} × the time of ${grouped(LOOP)}`,
    beside: spread(long.rates, 'keywords/s'),
  })
  report.figure({
    name: `memory of the worker, test of ${grouped(10 * LOOP)} keywords`,
    target: '< 300 MB',
    measured: spread(long.memory, 'MB'),
    beside: `with ${grouped(LOOP)}: ${spread(short.memory, 'MB')}`,
  })
  reportInProcess(report)
  reportFlat(report)
}

/** The same loop without Playwright. */
function reportInProcess(report) {
  const project = createProject({ 'trial.hil': loopSuite(10 * LOOP) })
  const script = fileURLToPath(new URL('run-in-process.mjs', import.meta.url))
  try {
    const { stdout } = timeProcess(process.execPath, [script, join(project.folder, 'trial.hil')])
    const { time, memory } = JSON.parse(stdout)
    report.figure({
      name: `loop of ${grouped(10 * LOOP)} keywords in process, without Playwright`,
      target: '≥ 100,000/s',
      measured: `${grouped(Math.round(((10 * LOOP) / time) * 1000))} keywords/s`,
      beside: `${memory.toFixed(0)} MB`,
    })
  } finally {
    project.remove()
  }
}

function reportFlat(report) {
  const [small, large] = [10_000, 50_000].map((count) => testTimes(flatSuite(count), 2))
  const ratio = median(large.times) / median(small.times)
  report.figure({
    name: 'flat test of 50,000 keywords',
    target: 'not quadratic (5 ×)',
    measured: `${ratio.toFixed(1)} × the time of 10,000`,
    beside: `${spread(large.times, 'ms')} against ${spread(small.times, 'ms')}`,
  })
}

/** Rounds of one keyword: their times in milliseconds, rates, and the worker's memory in MB. */
function loopRates(rounds, runs) {
  const { times, memory } = testTimes(loopSuite(rounds), runs)
  return { times, memory, rates: times.map((time) => (rounds / time) * 1000) }
}

function testTimes(suite, runs) {
  const project = hilProject(suite)
  try {
    const results = Array.from({ length: runs }, () => {
      const { memory } = project.runHilForMemory()
      const last = project.record().events.at(-1)
      return { memory, time: JSON.parse(last).took / 1000 }
    })
    return { times: results.map(({ time }) => time), memory: results.map(({ memory }) => memory) }
  } finally {
    project.remove()
  }
}

/** Robot's rate without its start: what a loop takes longer than an empty test. */
function robotRate() {
  const missing = whyNoRobot()
  if (missing !== undefined) return `skipped (${missing})`
  const empty = runRobot(loopSuite(1)).wall
  const loop = runRobot(loopSuite(ROBOT_LOOP)).wall
  return `${grouped(Math.round((ROBOT_LOOP / (loop - empty)) * 1000))} keywords/s (loop of ${grouped(ROBOT_LOOP)})`
}

function loopSuite(rounds) {
  return `*** Test Cases ***
Loops
    FOR    \${i}    IN RANGE    ${rounds}
        Should Be Equal    \${i}    \${i}
    END
`
}

function flatSuite(count) {
  const rows = Array.from({ length: count }, (_, i) => `    Should Be Equal    text ${i}    text ${i}`)
  return `*** Test Cases ***\nRuns Flat\n${rows.join('\n')}\n`
}

function grouped(number) {
  return number.toLocaleString('en')
}
