// The test command: installs what the tests need where it may, runs every check and test, and counts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installNeeded } from './needed-programs.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const scratch = mkdtempSync(join(tmpdir(), 'hilwright-test-'))
const bin = (name) => join(root, 'node_modules/.bin', name)

const CHECKS = [
  ['build', process.execPath, ['scripts/build.mjs']],
  ['types', bin('tsc'), ['-p', 'tsconfig.check.json']],
  ['lint and format', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['unused exports and packages', bin('knip'), []],
  ['package', bin('publint'), ['--strict']],
]

const totals = { passed: 0, failed: 0, skipped: 0 }
let status = 0
try {
  installNeeded()
  for (const [title, command, args] of CHECKS) check(title, command, args)
  if (existsSync(join(root, 'dist/src/cli/main.js'))) {
    runVitest()
    runSuites()
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
if (totals.failed > 0) status = 1
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exitCode = status

function check(title, command, args) {
  const started = performance.now()
  const { status: code } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  const passed = code === 0
  totals[passed ? 'passed' : 'failed']++
  console.log(
    `${passed ? 'passed' : 'FAILED'}: ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  )
}

function runVitest() {
  const outputFile = join(scratch, 'vitest.json')
  spawnSync(
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`],
    { cwd: root, stdio: 'inherit' },
  )
  if (!existsSync(outputFile)) {
    totals.failed++
    return
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success, testResults } = JSON.parse(
    readFileSync(outputFile, 'utf8'),
  )
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length
  totals.passed += numPassedTests
  totals.failed += numFailedTests + brokenFiles + (success || numFailedTests + brokenFiles > 0 ? 0 : 1)
  totals.skipped += numPendingTests + numTodoTests
}

/** The example suites, by the command that README gives. */
function runSuites() {
  const { status: code } = spawnSync(process.execPath, ['dist/src/cli/main.js', 'run', 'suites'], {
    cwd: root,
    stdio: 'inherit',
  })
  const file = join(root, 'hil-report/results.json')
  if (!existsSync(file)) {
    totals.failed++
    return
  }
  const results = JSON.parse(readFileSync(file, 'utf8'))
  for (const { stats } of results) {
    totals.passed += stats.passed
    totals.failed += stats.failed
    totals.skipped += stats.skipped
  }
  if (code !== 0 && results.every(({ stats }) => stats.failed === 0)) totals.failed++
}
