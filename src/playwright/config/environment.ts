import type { GivenVariables } from '../../keywords/imports/given-variables.ts'
import type { DescribedInterfaces } from '../../keywords/libraries/described.ts'
import { type GivenTags, NO_TAGS, TagSelection } from '../../keywords/selection/tag-selection.ts'
import type { Address } from '../../transport/wire/web-socket.ts'

/** What the runner tells its workers, by environment variables: workers inherit them. */

/** Addresses of the bench processes, by bench file, as JSON. */
const BENCHES = 'HILWRIGHT_BENCHES'
/** Address of the exporter that takes the place of every bench file, as JSON. */
const EXPORTER = 'HILWRIGHT_EXPORTER'
/** Suites outside of the test folder that were named on the command line, as JSON. */
const OUTSIDE = 'HILWRIGHT_OUTSIDE'

/** Variables of the command line, as JSON. */
const VARIABLES = 'HILWRIGHT_VARIABLES'

/** Interfaces of third parties that the exporter of this run describes, as JSON. */
const INTERFACES = 'HILWRIGHT_INTERFACES'

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

/** The interfaces that only the exporter of this run knows; undefined without an exporter. */
export function announcedInterfaces(): DescribedInterfaces | undefined {
  const text = process.env[INTERFACES]
  return text === undefined ? undefined : (JSON.parse(text) as DescribedInterfaces)
}

/** Makes suites of this run know interfaces of third parties. */
export function announceInterfaces(interfaces: DescribedInterfaces): void {
  process.env[INTERFACES] = JSON.stringify(interfaces)
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

/** Where the bench of a file answers: at the exporter of this run, or in the bench process if it runs. */
export function benchAddress(benchFile: string): Address | undefined {
  return exporter() ?? benchAddresses()[benchFile]
}

/** Tells workers where the bench of a file answers. */
export function announceBench(benchFile: string, address: Address): void {
  process.env[BENCHES] = JSON.stringify({ ...benchAddresses(), [benchFile]: address })
}

/** The exporter of this run; undefined if the benches are on this machine. */
export function exporter(): Address | undefined {
  const text = process.env[EXPORTER]
  return text === undefined ? undefined : (JSON.parse(text) as Address)
}

/** Makes this run use an exporter instead of the bench files. */
export function announceExporter(address: Address): void {
  process.env[EXPORTER] = JSON.stringify(address)
}

/** Paths of suites outside of the test folder that this run includes. */
export function outsideSuites(): string[] {
  return JSON.parse(process.env[OUTSIDE] ?? '[]') as string[]
}

/** Includes suites outside of the test folder in this run. */
export function announceOutsideSuites(paths: readonly string[]): void {
  process.env[OUTSIDE] = JSON.stringify(paths)
}

function benchAddresses(): Record<string, Address> {
  return JSON.parse(process.env[BENCHES] ?? '{}') as Record<string, Address>
}

/** How long the record of a test stays in memory, in milliseconds; not at all when every record is wanted as a file. */
export function recordHoldBack(): number {
  return process.env.HIL_RECORD_FILES === 'all' ? 0 : 250
}
