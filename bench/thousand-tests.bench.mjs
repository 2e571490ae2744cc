// 1,000 tests of five steps with one worker and all reports, beside plain Playwright specs and Robot Framework.
import { runRobot, whyNoRobot } from './robot.mjs'
import { spread } from './spread.mjs'
import { hilProject, plainProject, specOf, suiteOf } from './trial-project.mjs'

export const title = '1,000 tests of 5 steps'

const TESTS = 1000

export async function run(report) {
  const hil = wallTimes(hilProject(suiteOf(TESTS)), (project) => project.runHil(), 3)
  const playwright = wallTimes(plainProject(specOf(TESTS)), (project) => project.runPlaywright(), 2)
  const missing = whyNoRobot()
  const robot =
    missing ?? spread([runRobot(suiteOf(TESTS)), runRobot(suiteOf(TESTS))].map(wallSeconds), 's', 1)
  report.figure({
    name: '1,000 tests of 5 steps, one worker; list, HTML, JUnit and JSON',
    target: 'no more than Robot (4.3–4.7 s)',
    measured: spread(hil, 's', 1),
    beside: `plain Playwright specs: ${spread(playwright, 's', 1)}; Robot Framework: ${robot}`,
  })
}

function wallTimes(project, run, rounds) {
  try {
    return Array.from({ length: rounds }, () => wallSeconds(run(project)))
  } finally {
    project.remove()
  }
}

function wallSeconds({ wall }) {
  return wall / 1000
}
