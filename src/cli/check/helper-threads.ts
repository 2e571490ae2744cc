import { availableParallelism } from 'node:os'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { ownFile } from '../../runtime/own-file.ts'
import type { CheckPlan } from './check-plan.ts'
import type { Findings } from './file-check.ts'

/** A thread is worth its start if it has so many suites to check. */
const WORTH_A_THREAD = 150
/** More threads than these wait for memory. */
const MOST_THREADS = 8

/** What a helper is started with. */
export interface HelperStart {
  readonly plan: CheckPlan
  readonly turns: SharedArrayBuffer
}

/** Threads that check suites beside this one. */
export interface Helpers {
  /** Counts the suites that somebody took. */
  readonly turns: SharedArrayBuffer
  /** What each helper found, when all suites are taken; undefined if one of them failed. */
  readonly findings: Promise<readonly Findings[] | undefined>
}

/** Starts as many threads as are worth it: none for a few suites. */
export function startHelpers(plan: CheckPlan): Helpers {
  const turns = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const entry = ownFile('src/cli/check/helper')
  const worth = Math.floor(plan.suites.length / WORTH_A_THREAD)
  const count = Math.min(availableParallelism(), MOST_THREADS, worth) - 1
  // The sources themselves, in unit tests, run in one thread.
  if (count < 1 || entry.endsWith('.ts')) return { turns, findings: Promise.resolve([]) }
  const workerData: HelperStart = { plan, turns }
  const started = Array.from({ length: count }, () =>
    findingsOf(new Worker(pathToFileURL(entry), { workerData, execArgv: [] })),
  )
  return { turns, findings: Promise.all(started).catch(() => undefined) }
}

function findingsOf(worker: Worker): Promise<Findings> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The thread ended without a word.')))
  })
}

/** The indices of the suites that this thread takes, each when the one before is done. */
export function* takeTurns(turns: SharedArrayBuffer, all: number): Iterable<number> {
  const counter = new Int32Array(turns)
  for (let index = Atomics.add(counter, 0, 1); index < all; index = Atomics.add(counter, 0, 1)) yield index
}
