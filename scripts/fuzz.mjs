// The fuzzer: random texts and mutated ones of the corpus go through the parser, the formatter, the binder and the
// evaluator. Nothing may throw, hang, or take more than 100 ms for each KiB. Needs a build.
//
//   node scripts/fuzz.mjs --count 1000000 --seed 1 --seconds 3600 [--from 5000] [--only expression]
//   node scripts/fuzz.mjs --seed 1 --show 1234        prints one input and what becomes of it
//   node scripts/fuzz.mjs --slack 10                  for a busy machine: ten times the 100 ms
//
// The inputs follow from the seed and their number alone, so what was found once is found again.
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { createInputs } from './fuzz/inputs.mjs'
import { readSeeds } from './fuzz/seeds.mjs'

/** An input that takes longer than this has the fuzzer end it. */
const HANG = 20_000
const WATCH = 500
/** What an input may take for each KiB, in milliseconds. */
const ALLOWED = 100
const MOST_SHOWN = 20

const { values: flags } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '3600' },
    only: { type: 'string' },
    slack: { type: 'string', default: '1' },
    show: { type: 'string' },
  },
})
const seed = Number(flags.seed)
const from = Number(flags.show ?? flags.from)
const count = flags.show === undefined ? Number(flags.count) : 1
const seeds = await readSeeds()
const inputs = createInputs(seeds, { seed, only: flags.only })

const result = await runAll()
report(result)
process.exitCode = result.problems.length > 0 ? 1 : 0

/** Runs the inputs in workers: a new one follows each that had to be ended. */
async function runAll() {
  const all = { done: 0, kib: 0, problems: [], byTarget: {}, worst: undefined }
  const began = performance.now()
  const deadline = Date.now() + Number(flags.seconds) * 1000
  for (let next = from; next < from + count && Date.now() < deadline; ) {
    const part = await runWorker({ from: next, end: from + count, deadline })
    merge(all, part)
    next = part.next
  }
  return { ...all, seconds: (performance.now() - began) / 1000 }
}

function runWorker({ from, end, deadline }) {
  const allowed = ALLOWED * Number(flags.slack)
  const progress = new Int32Array(new SharedArrayBuffer(8))
  const workerData = { seeds, seed, only: flags.only, from, end, deadline, allowed, progress }
  const worker = new Worker(new URL('fuzz/worker.mjs', import.meta.url), {
    ...{ workerData, stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 1500 } },
  })
  let seen = -1
  let since = Date.now()
  return new Promise((resolve) => {
    let last
    const finish = (part) => {
      clearInterval(watch)
      worker.terminate()
      resolve(part)
    }
    const stopped = (what) => {
      const at = progress[0]
      const problem = { index: at, target: inputs(at).target, what }
      finish({ ...last, problems: [...(last?.problems ?? []), problem], next: at + 1 })
    }
    worker.on('message', (part) => {
      last = part
      if (part.ended) finish(part)
    })
    worker.on('error', (error) => stopped(`the worker ended: ${error.message}`))
    const watch = setInterval(() => {
      if (progress[0] !== seen) [seen, since] = [progress[0], Date.now()]
      else if (Date.now() - since > HANG) stopped(`no end after ${HANG / 1000} s`)
    }, WATCH)
  })
}

function merge(all, { done = 0, kib = 0, problems, byTarget = {}, worst }) {
  all.done += done
  all.kib += kib
  all.problems.push(...problems)
  for (const [target, { count, ms, worst }] of Object.entries(byTarget)) {
    all.byTarget[target] ??= { count: 0, ms: 0, worst: 0 }
    const sum = all.byTarget[target]
    sum.count += count
    sum.ms += ms
    sum.worst = Math.max(sum.worst, worst)
  }
  if (worst !== undefined && worst.rate > (all.worst?.rate ?? 0)) all.worst = worst
}

function report({ done, kib, seconds, problems, byTarget, worst }) {
  for (const { index, target, what } of problems.slice(0, MOST_SHOWN)) {
    console.log(`input ${index} (${target}): ${what}\n  ${JSON.stringify(inputs(index).text).slice(0, 2000)}`)
  }
  if (flags.show !== undefined) console.log(inputs(from))
  const { maxRSS } = process.resourceUsage()
  console.log(
    `${done} inputs, ${(kib / 1024).toFixed(1)} MiB, in ${seconds.toFixed(1)} s: ${Math.round(done / seconds)} inputs/s; ` +
      `${problems.length} problems; peak memory ${(maxRSS / 1024).toFixed(0)} MB`,
  )
  if (worst !== undefined)
    console.log(`worst: ${worst.rate.toFixed(1)} ms for each KiB, input ${worst.index} (${worst.target})`)
  for (const [target, { count, ms, worst }] of Object.entries(byTarget))
    console.log(
      `  ${target}: ${count} inputs, ${(ms / count).toFixed(3)} ms each, at worst ${worst.toFixed(1)} ms/KiB`,
    )
}
