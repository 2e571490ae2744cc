import { parentPort, workerData } from 'node:worker_threads'
import { createInputs } from './inputs.mjs'
import { createTargets } from './targets.mjs'

/** One that takes more than it may is tried again, as the machine may be busy. */
const TRIES = 4
const REPORT_EVERY = 2000

const { seeds, seed, only, from, end, deadline, allowed, progress } = workerData
const inputs = createInputs(seeds, { seed, only })
const targets = createTargets()
const state = { done: 0, kib: 0, problems: [], byTarget: {}, worst: undefined, next: from }

for (let index = from; index < end; index++) {
  if (index % 64 === 0 && Date.now() > deadline) break
  progress[0] = index
  runInput(index)
  state.next = index + 1
  if (state.done % REPORT_EVERY === 0) parentPort.postMessage(state)
}
targets.close()
parentPort.postMessage({ ...state, next: end, ended: true })

function runInput(index) {
  const { target, text } = inputs(index)
  const kib = Buffer.byteLength(text) / 1024
  let ms = Number.POSITIVE_INFINITY
  for (let round = 0; round < TRIES && ms / Math.max(1, kib) > allowed; round++)
    ms = Math.min(ms, timeOf(target, text, index))
  const rate = ms / Math.max(1, kib)
  if (rate > allowed)
    state.problems.push({ index, target, what: `${ms.toFixed(0)} ms for ${kib.toFixed(2)} KiB` })
  state.byTarget[target] ??= { count: 0, ms: 0, worst: 0 }
  const sum = state.byTarget[target]
  sum.count++
  sum.ms += ms
  sum.worst = Math.max(sum.worst, rate)
  state.done++
  state.kib += kib
  if (rate > (state.worst?.rate ?? 0)) state.worst = { rate, index, target }
}

function timeOf(target, text, index) {
  const began = performance.now()
  try {
    targets[target](text)
  } catch (error) {
    state.problems.push({ index, target, what: String(error?.stack ?? error) })
  }
  return performance.now() - began
}
