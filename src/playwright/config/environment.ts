import type { GivenVariables } from '../../keywords/imports/given-variables.ts'
import { type GivenTags, NO_TAGS, TagSelection } from '../../keywords/selection/tag-selection.ts'

/** What the runner tells its workers, by environment variables: workers inherit them. */

/** Sockets of the bench processes, by bench file, as JSON. */
const BENCHES = 'HILWRIGHT_BENCHES'
/** Suites outside of the test folder that were named on the command line, as JSON. */
const OUTSIDE = 'HILWRIGHT_OUTSIDE'

/** Variables of the command line, as JSON. */
const VARIABLES = 'HILWRIGHT_VARIABLES'

/** Patterns of tags of the command line, as JSON. */
const TAGS = 'HILWRIGHT_TAGS'

/** True in a worker process of Playwright. */
export function isWorker(): boolean {
  return process.env.TEST_WORKER_INDEX !== undefined
}

/** The variables that the command line gave. */
export function givenVariables(): GivenVariables {
  return JSON.parse(process.env[VARIABLES] ?? '{"variables":[],"files":[]}') as GivenVariables
}

/** Gives variables to every suite of this run. */
export function announceVariables(given: GivenVariables): void {
  process.env[VARIABLES] = JSON.stringify(given)
}

/** Which tests the command line chose by their tags. */
export function tagSelection(): TagSelection {
  const given = JSON.parse(process.env[TAGS] ?? '{}') as Partial<GivenTags>
  return new TagSelection({ ...NO_TAGS, ...given })
}

/** Chooses tests by their tags in this run. */
export function announceTags(given: GivenTags): void {
  process.env[TAGS] = JSON.stringify(given)
}

/** The socket of the bench of a file, if its process runs. */
export function benchSocket(benchFile: string): string | undefined {
  return benchSockets()[benchFile]
}

/** Tells workers where the bench of a file answers. */
export function announceBench(benchFile: string, socketPath: string): void {
  process.env[BENCHES] = JSON.stringify({ ...benchSockets(), [benchFile]: socketPath })
}

/** Paths of suites outside of the test folder that this run includes. */
export function outsideSuites(): string[] {
  return JSON.parse(process.env[OUTSIDE] ?? '[]') as string[]
}

/** Includes suites outside of the test folder in this run. */
export function announceOutsideSuites(paths: readonly string[]): void {
  process.env[OUTSIDE] = JSON.stringify(paths)
}

function benchSockets(): Record<string, string> {
  return JSON.parse(process.env[BENCHES] ?? '{}') as Record<string, string>
}
