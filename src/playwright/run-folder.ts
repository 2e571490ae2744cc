import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { RunningSuite } from '../keywords/catalogue/running.ts'
import { writeWhole } from '../runtime/files/write-whole.ts'

/**
 * What the processes of one run tell each other through files: which tests are planned, and what a worker leaves for
 * the one that replaces it after a failure. The folder lives as long as the run.
 */
const FOLDER = 'HILWRIGHT_RUN'

/** Makes the folder of a run; workers find it by an environment variable. */
export function createRunFolder(): void {
  process.env[FOLDER] = mkdtempSync(join(tmpdir(), 'hilwright-run-'))
}

/**
 * Removes the folder of the run that this process belongs to. Others may still write into it: it is moved out of their
 * sight first, or a file that comes while the rest goes would keep it.
 */
export function removeRunFolder(): void {
  const folder = process.env[FOLDER]
  if (folder === undefined || !existsSync(folder)) return
  const unseen = `${folder}-over`
  try {
    renameSync(folder, unseen)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return // another process was quicker
    throw error
  }
  rmSync(unseen, { recursive: true, force: true, maxRetries: 5 })
}

let followsRunner = false

/** Lets a worker remove the folder as it ends, if it ends because the runner was killed. */
export function removeRunFolderWithoutRunner(): void {
  if (followsRunner) return
  followsRunner = true
  process.once('exit', () => {
    if (process.send !== undefined && !process.connected) removeRunFolder()
  })
}

/** The tests of a suite file that run under one project and repetition belong together: they share one suite setup. */
export function suiteKey(file: string, project: string, repeatEachIndex: number): string {
  return [file, project, repeatEachIndex].join('|')
}

/** Ids of the planned tests, by suite. */
export type Plan = ReadonlyMap<string, readonly string[]>

/** Writes the plan for the workers. */
export function writePlan(plan: Plan): void {
  const file = pathOf('plan')
  if (file !== undefined) writeWhole(file, serialize(plan))
}

/** The plan; undefined where nobody wrote one, as when another runner loads the suites. */
export function readPlan(): Plan | undefined {
  return readValue('plan') as Plan | undefined
}

/** What outlives the worker that runs a suite. */
export interface SuiteState {
  /** How the suite setup ended: an empty text for success. */
  readonly setup?: string
  /** Ids of the tests that will not run again. */
  readonly finished: readonly string[]
  /** The suite as its keywords see it. */
  readonly running: RunningSuite
  /** The suite's variables that can be kept. */
  readonly variables: ReadonlyMap<string, unknown>
  /** Those of them that its setup has set, and the global ones: suites below a directory get them. */
  readonly handed: ReadonlyMap<string, unknown>
}

/** What an earlier worker left of a suite. */
export function readSuiteState(key: string): SuiteState | undefined {
  return readValue(fileName(key)) as SuiteState | undefined
}

/** Leaves the state of a suite for the next worker. */
export function writeSuiteState(key: string, state: SuiteState): void {
  const file = pathOf(fileName(key))
  if (file !== undefined) writeWhole(file, serialize(state))
}

/** Claims a task that only one process may do; true for the first that does. Without a run's folder all may. */
export function claim(task: string): boolean {
  const file = pathOf(fileName(`claim ${task}`))
  if (file === undefined) return true
  try {
    writeFileSync(file, '', { flag: 'wx' })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Whether some process has claimed a task. */
export function isClaimed(task: string): boolean {
  const file = pathOf(fileName(`claim ${task}`))
  return file !== undefined && existsSync(file)
}

/** Counts a failed test; returns how many of the run have failed. */
export function countFailure(): number {
  const file = pathOf('failures')
  if (file === undefined) return 1
  appendFileSync(file, '.')
  return statSync(file).size
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function readValue(name: string): unknown {
  const file = pathOf(name)
  return file !== undefined && existsSync(file) ? deserialize(readFileSync(file)) : undefined
}

function pathOf(name: string): string | undefined {
  const folder = process.env[FOLDER]
  return folder !== undefined && existsSync(folder) ? join(folder, name) : undefined
}

function fileName(key: string): string {
  return `suite-${createHash('sha1').update(key).digest('hex')}`
}
