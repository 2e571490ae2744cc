// The exporter as its users meet it: start, connect, memory, a call from the shell, and many devices and streams.
import { fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connectTo } from '../dist/src/transport/client/remote-connection.js'
import { spread } from './spread.mjs'

export const title = 'The exporter'

const CLI = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url))
const TRIAL = fileURLToPath(new URL('transport/serve-trial.mjs', import.meta.url))
const ROUNDS = 7
const SESSIONS = 200
const STREAMED = 256 * 1024 * 1024

export async function run(report) {
  const folder = mkdtempSync(join(tmpdir(), 'hil-bench-'))
  try {
    writeFileSync(join(folder, 'bench.yaml'), 'devices:\n  board:\n    type: avr-board\n')
    await reportExporter(report, folder)
    await reportManyDevices(report)
    await reportManyStreams(report)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function reportExporter(report, folder) {
  const starts = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const exporter = await started(folder)
    starts.push(exporter.ms)
    await exporter.end()
  }
  figure(report, 'exporter start to ready', '≤ 400 ms', starts)
  const exporter = await started(folder)
  try {
    const connects = []
    for (let round = 0; round < 3 * ROUNDS; round += 1) {
      const start = performance.now()
      const connection = await connectTo(exporter.address)
      connects.push(performance.now() - start)
      await connection[Symbol.asyncDispose]()
    }
    figure(report, 'connect', '≤ 30 ms', connects)
    await reportMemory(report, exporter)
    const env = { ...process.env, XDG_STATE_HOME: folder, HIL_EXPORTER: exporter.address.url }
    const calls = Array.from({ length: ROUNDS }, () => {
      const start = performance.now()
      const { status } = spawnSync(process.execPath, [CLI, 'call', 'board.power.state'], { env })
      if (status !== 0) throw new Error(`hil call ended with ${status}`)
      return performance.now() - start
    })
    figure(report, 'hil call from the shell', '≤ 250 ms', calls)
  } finally {
    await exporter.end()
  }
}

async function reportMemory(report, { pid, address }) {
  const before = resident(pid)
  const viewer = (index) => ({ client: `viewer ${index}`, group: `viewer-${index}`, viewer: true })
  const viewers = []
  for (let index = 0; index < SESSIONS; index += 1)
    viewers.push(await connectTo({ ...address, as: viewer(index) }))
  const grown = (resident(pid) - before) / SESSIONS
  report.figure({
    name: 'exporter, resident memory',
    target: '≤ 90 MB, + ≤ 100 KB for each idle session',
    measured: `${(before / 1e6).toFixed(0)} MB, + ${(grown / 1e3).toFixed(0)} KB (${SESSIONS} sessions)`,
  })
  for (const one of viewers) await one[Symbol.asyncDispose]()
}

function resident(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024
}

async function started(folder) {
  const start = performance.now()
  const args = ['exporter', 'serve', '--listen', '127.0.0.1:0']
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    env: { ...process.env, XDG_STATE_HOME: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const text of child.stdout) {
    said += text
    if (said.includes('Clients show')) break
  }
  const ms = performance.now() - start
  const token = readFileSync(join(folder, 'hilwright', 'exporter-token'), 'utf8').trim()
  return {
    ...{ ms, pid: child.pid, address: { url: /ws:\S+/.exec(said)[0], token } },
    end: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** Calls to devices in turn: what a call costs must not depend on how many devices there are. */
async function reportManyDevices(report) {
  const rates = []
  for (const count of [1, 1000]) {
    const trial = await startedTrial(count)
    await callAll(trial.connection, count, 3000)
    rates.push(Math.max(...(await inTurn(3, () => callAll(trial.connection, count, 6000)))))
    await trial.end()
  }
  const [one, many] = rates
  report.figure({
    name: 'calls to 1,000 devices in turn',
    target: 'linear: the rate of 1 device',
    measured: `${Math.round(many)}/s`,
    beside: `1 device: ${Math.round(one)}/s`,
  })
}

async function callAll(connection, devices, calls) {
  const start = performance.now()
  for (let index = 0; index < calls; index += 1)
    await connection.call(
      { device: `d${index % devices}`, ability: 'trial', member: 'echo' },
      { value: index },
    )
  return (calls / (performance.now() - start)) * 1000
}

async function inTurn(rounds, measure) {
  const values = []
  for (let round = 0; round < rounds; round += 1) values.push(await measure())
  return values
}

/** The same bytes over one stream and over 500 at the same time. */
async function reportManyStreams(report) {
  const rates = []
  for (const count of [1, 500]) {
    const trial = await startedTrial(count)
    rates.push(Math.max(...(await inTurn(3, () => streamAll(trial.connection, count)))))
    await trial.end()
  }
  const [one, many] = rates.map((rate) => `${(rate / 1024 / 1024).toFixed(0)} MiB/s`)
  report.figure({
    name: '500 streams at the same time, together',
    target: 'linear: the rate of 1 stream',
    measured: many,
    beside: `1 stream: ${one}`,
  })
}

async function streamAll(connection, count) {
  const each = Math.floor(STREAMED / count / 65_536) * 65_536
  let left = each * count
  let done
  const all = new Promise((resolve) => {
    done = resolve
  })
  const streams = []
  const listener = {
    bytes: (chunk) => {
      left -= chunk.length
      if (left <= 0) done()
    },
    mark: () => {},
  }
  for (let index = 0; index < count; index += 1)
    streams.push(
      await connection.openStream({ device: `d${index}`, ability: 'trial', member: 'pour' }, listener),
    )
  const start = performance.now()
  for (const stream of streams) void stream.write(Buffer.from(String(each)))
  await all
  const rate = ((each * count) / (performance.now() - start)) * 1000
  for (const stream of streams) await stream[Symbol.asyncDispose]()
  return rate
}

async function startedTrial(devices) {
  const child = fork(TRIAL, [String(devices)])
  const [{ url }] = await once(child, 'message')
  const connection = await connectTo({ url, token: 'trial' })
  await connection.hold({ key: 'bench', wanted: 'all' })
  return {
    connection,
    end: async () => {
      await connection[Symbol.asyncDispose]()
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

function figure(report, name, target, times) {
  report.figure({ name, target, measured: spread(times, 'ms') })
}
