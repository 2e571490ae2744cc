// How many of the tests of Robot Framework's own acceptance data end as Robot ends them: same status, same message.
// HIL_BENCH_ORACLE names run-oracle.json, HIL_BENCH_ROBOT the folder `src` of a checkout of robotframework/robotframework.
// HIL_BENCH_MISSES names a file for the list of what differs; docs/robot-compatibility.md has it with the reasons.
import { writeFileSync } from 'node:fs'
import { runRobotTests, sameEnd, sameStatus } from './robot-tests.mjs'

export const title = "Robot Framework's own tests"

const { HIL_BENCH_ORACLE, HIL_BENCH_ROBOT, HIL_BENCH_MISSES } = process.env

export async function run(report) {
  if (HIL_BENCH_ORACLE === undefined || HIL_BENCH_ROBOT === undefined)
    return report('skipped: HIL_BENCH_ORACLE and HIL_BENCH_ROBOT are not set')
  const pairs = await runRobotTests(HIL_BENCH_ORACLE, HIL_BENCH_ROBOT)
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

function listOf(misses) {
  return misses
    .map(({ path, name, robot, hil }) => `${path} :: ${name}\n  Robot: ${end(robot)}\n  here:  ${end(hil)}\n`)
    .join('')
}

function end({ status, message }) {
  return `${status} ${JSON.stringify(message)}`
}
