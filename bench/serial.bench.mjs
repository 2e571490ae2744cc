// Serial ports over a pseudo-terminal: waiting after much output, losing nothing, and what a fast console costs.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { serial } from '../dist/src/drivers/consoles/serial.js'
import { openTrialDevice } from '../dist/src/runtime/testing/trial-device.js'
import { plugIn } from './serial/board.mjs'
import { median, spread } from './spread.mjs'
import { childrenTime } from './timed-process.mjs'
import { hilProject } from './trial-project.mjs'

export const title = 'Serial ports'

const MB = 1e6
const ROUNDS = 5
const PATTERNS = ['boot complete', /[a-z]+=\d+ volts\b/]
const END = '\nboot complete, rail=3300 volts \n'
const FLOOD = Number(process.env.HIL_BENCH_SERIAL_BYTES ?? 1e9)
/** 3 Mbaud with eight data bits, a start and a stop bit. */
const RATE = 300_000
const SECONDS = Number(process.env.HIL_BENCH_SERIAL_SECONDS ?? 600)
/** Debian's pexpect is there for Debian's python3 only. */
const PYTHON = '/usr/bin/python3'
const PEXPECT = fileURLToPath(new URL('serial/expect.py', import.meta.url))

const SUITE = `*** Test Cases ***
Listens
    [Timeout]    2 h
    Write Serial    x
    Read Serial Until    boot complete    timeout=2 h
`

export async function run(report) {
  await reportExpect(report)
  await reportFlood(report)
  await reportSustained(report)
}

async function reportExpect(report) {
  const board = await plugIn()
  const limit = await rounds(() => readWith(board, 'read'))
  report(`limit: reading 10 MB with os.read in Python: ${spread(limit, 'ms')}`)
  for (const pattern of PATTERNS) {
    const before = process.cpuUsage()
    const times = await rounds(() => expectAfter(board, 10 * MB, pattern))
    const { user, system } = process.cpuUsage(before)
    const twice = await rounds(() => expectAfter(board, 20 * MB, pattern))
    report(`${pattern}: 20 MB take ${(median(twice) / median(times)).toFixed(2)} × 10 MB (linear: 2)`)
    report.figure({
      name: `expecting ${pattern} after 10 MB on a pty`,
      target: '≤ 500 ms',
      measured: spread(times, 'ms'),
      beside: `processor time ${((user + system) / 1000 / ROUNDS).toFixed(0)} ms, with opening; reading alone, in Python: ${spread(limit, 'ms')}; ${await besidePexpect(board, pattern)}`,
    })
  }
  await board.unplug()
}

async function besidePexpect(board, pattern) {
  if (!existsSync('/usr/lib/python3/dist-packages/pexpect')) return 'pexpect is not installed'
  return `pexpect, which looks back 2 kB only: ${spread([await readWith(board, 'window', pattern)], 'ms')}`
}

async function rounds(work) {
  const times = []
  for (let round = 0; round < ROUNDS; round += 1) times.push(await work())
  return times
}

/** Milliseconds from when the board begins to speak until its last words are found. */
async function expectAfter(board, bytes, pattern) {
  const opened = await openTrialDevice({ uart: { driver: serial, config: { path: board.path } } })
  try {
    const { console } = opened.device
    const began = performance.now()
    const said = board.speak({ bytes, end: END })
    await console.expect(pattern, { timeout: '5 min' })
    const took = performance.now() - began
    await said
    return took
  } finally {
    await opened[Symbol.asyncDispose]()
  }
}

/** The same by a Python program, which says when it has the port open. */
async function readWith(board, how, pattern = PATTERNS[0]) {
  const source = typeof pattern === 'string' ? pattern : pattern.source
  const child = spawn(PYTHON, [PEXPECT, board.path, how, source], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  await once(lines, 'line')
  const began = performance.now()
  const said = board.speak({ bytes: 10 * MB, end: END })
  await once(lines, 'line')
  const took = performance.now() - began
  await Promise.all([said, child.exitCode ?? once(child, 'exit')])
  return took
}

/** Nobody waits, nobody reads: everything must come all the same. */
async function reportFlood(report) {
  const board = await plugIn()
  const opened = await openTrialDevice({ uart: { driver: serial, config: { path: board.path } } })
  const { log } = opened.device.console
  const digest = createHash('sha256')
  log.listen({ bytes: (chunk) => digest.update(chunk) })
  const said = await board.speak({ bytes: FLOOD, end: '' })
  while (log.end < FLOOD) await new Promise((resolve) => setTimeout(resolve, 10))
  const same = digest.digest('hex') === said.sha256
  report.figure({
    name: `${(FLOOD / 1e9).toFixed(2)} GB on a pty while nobody waits`,
    target: 'no byte lost',
    measured: `${said.bytes - log.end} bytes lost, ${log.marks.length} marks, SHA-256 ${same ? 'the same' : 'DIFFERENT'}`,
    beside: `${(FLOOD / MB / said.seconds).toFixed(0)} MB/s`,
  })
  await opened[Symbol.asyncDispose]()
  await board.unplug()
}

/** All processes of `hil run` while the console speaks, without what the same run costs in silence. */
async function reportSustained(report) {
  const idle = await busyTime({ bytes: 0 })
  const busy = await busyTime({ bytes: RATE * SECONDS, rate: RATE })
  const share = ((busy - idle) / 10 / SECONDS).toFixed(1)
  report.figure({
    name: `a console at 3 Mbaud for ${SECONDS} s, hil run with record`,
    target: '< 15% of a core',
    measured: `${share}% of a core`,
    beside: `all processes of the run; one in silence takes ${(idle / 1000).toFixed(1)} s of processor time`,
  })
}

/** Processor time of a run that makes the board speak and waits for its last words, in milliseconds. */
async function busyTime(request) {
  const board = await plugIn()
  const uart = `{ type: serial, path: ${board.path}, baudRate: 3000000 }`
  const bench = `devices:\n  board:\n    drivers:\n      uart: ${uart}\n`
  const project = hilProject(SUITE, { 'bench.yaml': bench })
  try {
    const said = board.speak({ ...request, end: END, after: 'x' })
    const before = childrenTime()
    const args = [join(project.folder, 'node_modules/hilwright/dist/src/cli/main.js'), 'run']
    const run = spawn(process.execPath, args, { cwd: project.folder, stdio: ['ignore', 'pipe', 'inherit'] })
    const [printed, [code]] = await Promise.all([text(run.stdout), once(run, 'exit')])
    if (code !== 0) throw new Error(`hil run ended with ${code}:\n${printed}`)
    const busy = childrenTime() - before
    const { bytes } = await said
    const recorded = statSync(consoleFile(project.folder)).size
    if (recorded !== bytes + END.length) throw new Error(`${recorded} bytes in the record of ${bytes}`)
    return busy
  } finally {
    await board.unplug()
    project.remove()
  }
}

function consoleFile(folder) {
  const results = join(folder, 'test-results')
  const found = readdirSync(results, { recursive: true }).find((name) => name.endsWith('console-board.log'))
  return join(results, found)
}
