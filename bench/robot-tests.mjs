import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bindSuite } from '../dist/src/keywords/binding/bind-suite.js'
import { Catalogue } from '../dist/src/keywords/catalogue/catalogue.js'
import { builtIn } from '../dist/src/keywords/libraries/builtin/builtin.js'
import { importableLibraries } from '../dist/src/keywords/libraries/importable.js'
import { runSuite } from '../dist/src/keywords/testing/run-suite-text.js'

/** These are about Robot's command line and reports. */
const NOT_LANGUAGE = /^(?:cli|output|misc)\//

/**
 * The tests of Robot Framework's acceptance data, each as Robot ended it beside how it ends here. `oracle` names
 * run-oracle.json, `robot` the folder `src` of a checkout of robotframework/robotframework.
 */
export async function runRobotTests(oracle, robot) {
  const { suites } = JSON.parse(readFileSync(oracle, 'utf8'))
  const pairs = []
  for (const suite of suites.filter(({ path }) => !NOT_LANGUAGE.test(path)))
    pairs.push(...(await pairsOf(suite, join(robot, '../atest/testdata', suite.path))))
  return pairs
}

/** Whether a test ends with the status that Robot gave it. */
export function sameStatus({ robot, hil }) {
  return robot.status === hil.status
}

/** Whether a test ends as in Robot, with the same message. */
export function sameEnd(pair) {
  return sameStatus(pair) && pair.robot.message === pair.hil.message
}

async function pairsOf({ path, tests }, file) {
  if (!existsSync(file)) throw new Error(`${file} is missing: is the checkout complete?`)
  const run = await runSuite(bindSuite(file, new Catalogue([builtIn], importableLibraries())))
  return tests.map(({ name, status, message }) => {
    return {
      path,
      name,
      robot: { status, message },
      hil: run.tests.get(name) ?? { status: 'NONE', message: '' },
    }
  })
}
