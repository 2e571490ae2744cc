// How many of the tests of Robot Framework's own acceptance data end as Robot ends them: same status, same message.
// HIL_BENCH_ORACLE names run-oracle.json, HIL_BENCH_ROBOT the folder `src` of a checkout of robotframework/robotframework.
// HIL_BENCH_MISSES names a file for the list of what differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bindSuite } from '../dist/src/keywords/binding/bind-suite.js'
import { Catalogue } from '../dist/src/keywords/catalogue/catalogue.js'
import { builtIn } from '../dist/src/keywords/libraries/builtin/builtin.js'
import { importableLibraries } from '../dist/src/keywords/libraries/importable.js'
import { runSuite } from '../dist/src/keywords/testing/run-suite-text.js'

export const title = "Robot Framework's own tests"

const { HIL_BENCH_ORACLE, HIL_BENCH_ROBOT, HIL_BENCH_MISSES } = process.env
/** These are about Robot's command line and reports. */
const NOT_LANGUAGE = /^(?:cli|output|misc)\//

export async function run(report) {
  if (HIL_BENCH_ORACLE === undefined || HIL_BENCH_ROBOT === undefined)
    return report('skipped: HIL_BENCH_ORACLE and HIL_BENCH_ROBOT are not set')
  const { suites } = JSON.parse(readFileSync(HIL_BENCH_ORACLE, 'utf8'))
  const pairs = []
  for (const suite of suites.filter(({ path }) => !NOT_LANGUAGE.test(path)))
    pairs.push(...(await pairsOf(suite)))
  const failing = pairs.filter(({ robot }) => robot.status === 'FAIL')
  figure(report, 'end with the same status', '≥ 85 %', pairs, sameStatus)
  figure(report, 'of those that fail have the same message', '≥ 75 %', failing, sameEnd)
  figure(report, 'end with the same status and message', '–', pairs, sameEnd)
  if (HIL_BENCH_MISSES !== undefined)
    writeFileSync(HIL_BENCH_MISSES, listOf(pairs.filter((pair) => !sameEnd(pair))))
}

function figure(report, what, target, pairs, isSame) {
  const same = pairs.filter(isSame).length
  const share = ((100 * same) / pairs.length).toFixed(1)
  report.figure({
    name: `Robot's tests: ${what}`,
    target,
    measured: `${share} % (${same} of ${pairs.length})`,
  })
}

/** Each test of a suite as Robot ended it beside how it ends here. */
async function pairsOf({ path, tests }) {
  const ends = await endsOf(path)
  return tests.map(({ name, status, message }) => {
    return { path, name, robot: { status, message }, hil: ends.get(name) ?? { status: 'NONE', message: '' } }
  })
}

async function endsOf(path) {
  const file = join(HIL_BENCH_ROBOT, '../atest/testdata', path)
  if (!existsSync(file)) throw new Error(`${file} is missing: is the checkout complete?`)
  return (await runSuite(bindSuite(file, new Catalogue([builtIn], importableLibraries())))).tests
}

function sameStatus({ robot, hil }) {
  return robot.status === hil.status
}

function sameEnd({ robot, hil }) {
  return robot.status === hil.status && robot.message === hil.message
}

function listOf(misses) {
  return misses
    .map(({ path, name, robot, hil }) => `${path} :: ${name}\n  Robot: ${end(robot)}\n  here:  ${end(hil)}\n`)
    .join('')
}

function end({ status, message }) {
  return `${status} ${JSON.stringify(message)}`
}
