// Calls and streams over loopback between two processes, beside bare ws with msgpackr.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { connectTo } from '../dist/src/transport/client/remote-connection.js'
import { connectBare } from './transport/bare-client.mjs'

export const title = 'The wire, two processes on loopback'

const ROUNDS = 5
const CALLS = 5000
const IN_FLIGHT = 64
const STREAM_BYTES = 256 * 1024 * 1024
const TARGET = { device: 'd0', ability: 'trial', member: 'echo' }
const STREAM = { device: 'd0', ability: 'trial', member: 'pour' }
const VALUE = { name: 'board', volts: 3.3, count: 7 }

export async function run(report) {
  const servers = await Promise.all([started('serve-trial.mjs'), started('serve-bare.mjs')])
  try {
    await measureAll(report, servers)
  } finally {
    for (const server of servers) await server.end()
  }
}

async function measureAll(report, [trial, bare]) {
  const ours = await connectTo({ url: trial.url, token: 'trial' })
  await ours.hold({ key: 'bench', wanted: 'all' })
  const limit = await connectBare(bare.url)
  const sides = { ours: (params) => ours.call(TARGET, params), limit: (params) => limit.call(TARGET, params) }
  await sideBySide(sides, (call) => inSequence(call, CALLS)) // warm
  compare(
    report,
    'calls in sequence',
    '≥ 70 % of the limit',
    await sideBySide(sides, (call) => inSequence(call, CALLS)),
  )
  compare(report, `calls, ${IN_FLIGHT} in flight`, '≥ 60 % of the limit', await sideBySide(sides, inFlight))
  const bytes = {
    ours: (take) => listen(ours, take),
    limit: async (take) => {
      const own = await connectBare(bare.url)
      own.pour(take)
      return own.close
    },
  }
  const streams = await sideBySide(bytes, pour)
  compare(
    report,
    'one-way stream',
    '≥ 75 % of the limit',
    streams,
    (rate) => `${(rate / 1024 / 1024).toFixed(0)} MiB/s`,
  )
  await reportPing(report, trial.url)
  await ours[DISPOSE]()
  limit.close()
}

/** Rates of both sides, the best of alternating rounds. */
async function sideBySide(sides, measure) {
  const best = { ours: 0, limit: 0, ratios: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = await measure(sides.ours)
    const limit = await measure(sides.limit)
    best.ours = Math.max(best.ours, ours)
    best.limit = Math.max(best.limit, limit)
    best.ratios.push(ours / limit)
  }
  return best
}

function compare(report, name, target, { ours, limit, ratios }, show = (rate) => `${Math.round(rate)}/s`) {
  const [low, , middle, , high] = ratios.toSorted((a, b) => a - b)
  report.figure({
    ...{ name, target },
    measured: `${show(ours)}, ${percent(middle)} of the limit (${percent(low)}–${percent(high)})`,
    beside: `bare ws + msgpackr: ${show(limit)}`,
  })
}

// Node 20 has the symbol in its newer releases only; what is built brings its own.
const DISPOSE = Symbol.asyncDispose

const percent = (ratio) => `${Math.round(ratio * 100)} %`

async function inSequence(call, count) {
  const start = performance.now()
  for (let index = 0; index < count; index += 1) await call({ value: VALUE })
  return (count / (performance.now() - start)) * 1000
}

async function inFlight(call) {
  const start = performance.now()
  const each = Math.ceil((CALLS * 4) / IN_FLIGHT)
  const worker = async () => {
    for (let index = 0; index < each; index += 1) await call({ value: VALUE })
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
  return ((each * IN_FLIGHT) / (performance.now() - start)) * 1000
}

async function pour(open) {
  let taken = 0
  let start
  let done
  const all = new Promise((resolve) => {
    done = resolve
  })
  const stop = await open((bytes) => {
    start ??= performance.now()
    taken += bytes.length
    if (taken >= STREAM_BYTES) done()
  })
  await all
  const rate = (taken / (performance.now() - start)) * 1000
  await stop()
  return rate
}

async function listen(connection, take, target = STREAM) {
  const stream = await connection.openStream(target, { bytes: take, mark: () => {} })
  await stream.write(Buffer.from('pour'))
  return async () => {
    await stream.write(Buffer.from('stop'))
    await stream[DISPOSE]()
  }
}

/** A byte sent to one console and back, while two others pour. */
async function reportPing(report) {
  const trial = await started('serve-trial.mjs', '3')
  const connection = await connectTo({ url: trial.url, token: 'trial' })
  await connection.hold({ key: 'ping', wanted: 'all' })
  const stops = []
  for (const device of ['d1', 'd2']) stops.push(await listen(connection, () => {}, { ...STREAM, device }))
  let back
  const console = await connection.openStream(STREAM, { bytes: () => back?.(), mark: () => {} })
  const times = []
  for (let round = 0; round < 1000; round += 1) {
    const start = performance.now()
    const answer = new Promise((resolve) => {
      back = resolve
    })
    console.write(Buffer.of(1))
    await answer
    times.push(performance.now() - start)
  }
  for (const stop of stops) await stop()
  await connection[DISPOSE]()
  await trial.end()
  times.sort((a, b) => a - b)
  report.figure({
    name: 'console ping beside two bulk streams',
    target: 'p50 ≤ 2 ms, p99 ≤ 12 ms',
    measured: `p50 ${times[500].toFixed(2)} ms, p99 ${times[990].toFixed(2)} ms`,
  })
}

/** A server in a process of its own; gone when disposed. */
async function started(file, ...args) {
  const path = fileURLToPath(new URL(`transport/${file}`, import.meta.url))
  const child = fork(path, args)
  const [{ url }] = await once(child, 'message')
  return {
    url,
    end: async () => {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
