import { dirname, sep } from 'node:path'
import type { TestInfo } from '@playwright/test'
import type { BoundSuite } from '../../keywords/binding/bound-suite.ts'
import { sleep } from '../../runtime/deadline.ts'
import { claim, isClaimed, readPlan, readSuiteState } from '../run-folder.ts'
import { keyOf } from './suite-run.ts'

/** How often a worker looks whether another one has set a directory up, in milliseconds. */
const LOOK_EVERY_MS = 50

/**
 * Runs a setup of each directory that a suite is in, the outermost first, if no worker did; waits for one that is at
 * it. Returns why one failed, or an empty text.
 */
export async function setUpDirectories(
  parents: readonly BoundSuite[],
  info: TestInfo,
  { setUp, signal }: { setUp(parent: BoundSuite): Promise<string>; signal: AbortSignal },
): Promise<string> {
  for (const parent of parents) {
    if (parent.setup === undefined) continue
    const key = keyOf(parent.file, info)
    const known = readSuiteState(key)?.setup
    const failure = known ?? (claim(`setup ${key}`) ? await setUp(parent) : await setupElsewhere(key, signal))
    if (failure !== '') return failure
  }
  return ''
}

async function setupElsewhere(key: string, signal: AbortSignal): Promise<string> {
  for (;;) {
    const known = readSuiteState(key)?.setup
    if (known !== undefined) return known
    await sleep(LOOK_EVERY_MS, { signal })
  }
}

/** Notes that a suite is over, and returns those of its directories that are over with it, the innermost first. */
export function directoriesOver(suite: BoundSuite, info: TestInfo, isStopping: boolean): BoundSuite[] {
  claim(`over ${keyOf(suite.file, info)}`)
  return suite.parents.toReversed().filter((parent) => {
    if (parent.teardown === undefined) return false
    const key = keyOf(parent.file, info)
    const wasSetUp = parent.setup === undefined || readSuiteState(key)?.setup !== undefined
    return wasSetUp && (isStopping || isOver(parent, info)) && claim(`teardown ${key}`)
  })
}

/** True if no suite that is planned in the directory has tests left. */
function isOver(parent: BoundSuite, info: TestInfo): boolean {
  const folder = dirname(parent.file) + sep
  const end = keyOf('', info)
  const inside = [...(readPlan()?.keys() ?? [])].filter((key) => key.startsWith(folder) && key.endsWith(end))
  return inside.every((key) => isClaimed(`over ${key}`))
}
