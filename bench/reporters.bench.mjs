// What our reporters add to the end of a run: 1,000 tests, each with 2 kB of console log, every tenth failing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JsonReporter from '../dist/reporters/json.js'
import JunitReporter from '../dist/reporters/junit.js'

export const title = 'Reports of 1,000 tests'

const TESTS = 1_000
const ROUNDS = 9
const LOG = Buffer.from('[    1.234567] uart0: <boot> stage & clock at 16 MHz\r\n'.repeat(38))
const CONFIG = { projects: [{ name: '' }], maxFailures: 0 }

export async function run(report) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-bench-'))
  try {
    for (const [name, Reporter] of Object.entries({ junit: JunitReporter, json: JsonReporter })) {
      const times = []
      for (let round = 0; round < ROUNDS; round++)
        times.push(await timeOf(new Reporter({ configDir: folder })))
      const [first] = times
      const median = times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]
      report.figure({
        name: `${name} report of 1,000 tests`,
        target: '< 100 ms',
        measured: `${median.toFixed(0)} ms (first ${first.toFixed(0)} ms)`,
      })
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function timeOf(reporter) {
  reporter.onBegin(CONFIG, rootSuite())
  const start = performance.now()
  await reporter.onEnd({ status: 'failed', startTime: new Date(), duration: 5_000 })
  return performance.now() - start
}

/** A run as Playwright hands it to a reporter, as far as ours look at it. */
function rootSuite() {
  const root = { type: 'root', title: '', suites: [], allTests: () => tests }
  const project = { type: 'project', title: '', parent: root, suites: [], allTests: () => tests }
  root.suites.push(project)
  const tests = Array.from({ length: TESTS }, (_, index) => testCase(index, project))
  return root
}

function testCase(index, project) {
  const location = { file: join(process.cwd(), `suites/suite_${index % 20}.hil`), line: index, column: 1 }
  const failed = index % 10 === 0
  const error = {
    message: 'Error: expected 3.3 V, got 2.9 V',
    stack: 'Error\n    at x.hil:1:1',
    location,
    snippet: '> 1 | x',
  }
  const result = {
    status: failed ? 'failed' : 'passed',
    duration: 5,
    startTime: new Date(),
    errors: failed ? [error] : [],
    steps: [],
    annotations: [{ type: 'hil.device', description: 'board' }],
    attachments: [{ name: 'console-board', contentType: 'text/plain', body: LOG }],
    stdout: [],
    stderr: [],
  }
  return {
    title: `Test ${index}`,
    location,
    parent: { type: 'file', title: 'stub', location, parent: project },
    tags: ['@smoke'],
    annotations: [],
    expectedStatus: 'passed',
    results: [result],
    outcome: () => (failed ? 'unexpected' : 'expected'),
    ok: () => !failed,
  }
}
