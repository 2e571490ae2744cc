// Parsing a suite of 10,000 tests, each time in a fresh process, beside Gherkin's parser and Robot Framework's own.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { robotEnvironment } from './robot.mjs'

export const title = 'Parsing a file of 10,000 tests'

const TESTS = 10_000
const ROUNDS = 5
const DIST = new URL('../dist/src/grammar/', import.meta.url)

export async function run(report) {
  const folder = mkdtempSync(join(tmpdir(), 'hil-bench-'))
  try {
    const suite = write(join(folder, 'suite.hil'), hilSuite(TESTS))
    const double = write(join(folder, 'double.hil'), hilSuite(2 * TESTS))
    const feature = write(join(folder, 'suite.feature'), gherkinFeature(TESTS))
    const robot = write(join(folder, 'suite.robot'), hilSuite(TESTS))
    const once = measure(report, { name: 'hilwright', path: suite, command: nodeChild(parseOnce) })
    const twice = measure(report, { name: 'hilwright, double', path: double, command: nodeChild(parseOnce) })
    measure(report, { name: 'hilwright, warm', path: suite, command: nodeChild(parseWarm) })
    const gherkin = measure(report, {
      name: '@cucumber/gherkin',
      path: feature,
      command: nodeChild(parseGherkin),
    })
    const robotFramework = measure(report, {
      name: 'Robot Framework',
      path: robot,
      command: (path) => ['python3', ['-c', ROBOT, path], { env: robotEnvironment() }],
    })
    reportFigures(report, { once, twice, gherkin, robotFramework })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function reportFigures(report, { once, twice, gherkin, robotFramework }) {
  if (!once || !twice) return
  const peers = [
    `@cucumber/gherkin: ${gherkin?.rate ?? 'skipped'}`,
    `Robot Framework: ${robotFramework?.rate ?? 'skipped'}`,
  ]
  report.figure({
    name: 'parsing 10,000 tests (5.8 MB), fresh process',
    target: '≥ 6 MB/s, aim 16',
    measured: once.rate,
    beside: peers.join('; '),
  })
  report.figure({
    name: 'parsing twice the file',
    target: '≤ 2.2 × the time',
    measured: `${(twice.ms / once.ms).toFixed(2)} ×`,
  })
  const memory = gherkin === undefined ? '' : `@cucumber/gherkin: ${gherkin.rss.toFixed(0)} MB`
  report.figure({
    name: 'memory of parsing 10,000 tests',
    target: '≤ 200 MB',
    measured: `${once.rss.toFixed(0)} MB`,
    beside: memory,
  })
}

/** Runs the command in fresh processes, and reports the median. */
function measure(report, { name, path, command }) {
  const results = []
  for (let round = 0; round < ROUNDS; round++) {
    const [program, args, options] = command(path)
    const { status, stdout, stderr } = spawnSync(program, args, {
      ...{ encoding: 'utf8', cwd: import.meta.dirname, ...options },
    })
    if (status !== 0) {
      report(`${name}: skipped (${reason(stderr)})`)
      return undefined
    }
    results.push(JSON.parse(stdout))
  }
  results.sort((a, b) => a.ms - b.ms)
  const middle = results[ROUNDS >> 1]
  const megabytes = statSync(path).size / 1e6
  const [slowest, rate, fastest] = [results.at(-1), middle, results[0]].map(({ ms }) =>
    ((megabytes / ms) * 1e3).toFixed(1),
  )
  const shown = `${rate} MB/s (${slowest}–${fastest})`
  report(
    `${name}: ${megabytes.toFixed(1)} MB, ${middle.tests} tests, ${middle.ms.toFixed(0)} ms, ` +
      `${shown}, ${middle.rss.toFixed(0)} MB`,
  )
  return { ...middle, rate: shown }
}

/** The line of a process's error output that says what went wrong. */
function reason(stderr) {
  const lines = stderr.trim().split('\n')
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1)
}

/** Runs one of the functions below, by its source text, in a process of its own. */
function nodeChild(parse) {
  const code = `
    const measured = await (${parse})(process.argv[1], ${JSON.stringify(new URL('parse-file.js', DIST).href)})
    console.log(JSON.stringify({ ...measured, rss: process.resourceUsage().maxRSS / 1024 }))`
  return (path) => [process.execPath, ['--input-type=module', '-e', code, path]]
}

async function parseOnce(path, module) {
  const { readFileSync } = await import('node:fs')
  const { parseFile } = await import(module)
  const text = readFileSync(path, 'utf8')
  const start = performance.now()
  const tests = parseFile(text, 'suite').tests.length
  return { ms: performance.now() - start, tests }
}

async function parseWarm(path, module) {
  const { readFileSync } = await import('node:fs')
  const { parseFile } = await import(module)
  const text = readFileSync(path, 'utf8')
  for (let i = 0; i < 4; i++) parseFile(text, 'suite')
  const start = performance.now()
  const tests = parseFile(text, 'suite').tests.length
  return { ms: performance.now() - start, tests }
}

async function parseGherkin(path) {
  const { readFileSync } = await import('node:fs')
  const { AstBuilder, GherkinClassicTokenMatcher, Parser } = await import('@cucumber/gherkin')
  const { IdGenerator } = await import('@cucumber/messages')
  const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher())
  const text = readFileSync(path, 'utf8')
  const start = performance.now()
  const tests = parser.parse(text).feature.children.length
  return { ms: performance.now() - start, tests }
}

const ROBOT = `
import json, resource, sys, time
from robot.api import get_model
start = time.perf_counter()
model = get_model(sys.argv[1])
ms = (time.perf_counter() - start) * 1e3
tests = sum(len(section.body) for section in model.sections if type(section).__name__ == 'TestCaseSection')
print(json.dumps(dict(ms=ms, tests=tests, rss=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)))`

function write(path, text) {
  writeFileSync(path, text)
  return path
}

function hilSuite(tests) {
  const rows = ['*** Settings ***', 'Library    JumpstarterLibrary', 'Test Teardown    Power Off', '']
  rows.push('*** Test Cases ***')
  for (let i = 0; i < tests; i++)
    rows.push(
      `Board ${i} Boots And Reports Its Supply`,
      `    [Documentation]    Powers the board, waits for its prompt and checks rail ${i}.`,
      `    [Tags]    smoke    board-${i % 50}    rail`,
      '    Power On',
      `    \${output} =    Read Serial Until    boot complete ${i}    timeout=60 s`,
      '    Should Contain    ${output}    version 1.2.3',
      `    \${volts} =    Measure Voltage    rail=${i % 7}    samples=16`,
      '    Should Be True    3.2 < ${volts} < 3.4    supply out of range',
      '    FOR    ${index}    IN RANGE    1    4',
      `        Write Serial    echo "cycle \${index} of ${i}"    end=\\n`,
      '        Read Serial Until    ${PROMPT}',
      '    END',
      '',
    )
  return rows.join('\n')
}

/** The same tests in Gherkin, as near as it comes. */
function gherkinFeature(tests) {
  const rows = ['Feature: Boards boot and report their supply', '']
  for (let i = 0; i < tests; i++)
    rows.push(
      `  @smoke @board-${i % 50} @rail`,
      `  Scenario: Board ${i} Boots And Reports Its Supply`,
      `    Powers the board, waits for its prompt and checks rail ${i}.`,
      '',
      '    Given the power is on',
      `    When I read the serial line until "boot complete ${i}" within 60 s as "output"`,
      '    Then the text "output" contains "version 1.2.3"',
      `    When I measure the voltage of rail ${i % 7} with 16 samples as "volts"`,
      '    Then the number "volts" is between 3.2 and 3.4, or the supply is out of range',
      '    And for each of these cycles I write and read until the prompt:',
      '      | cycle | text                |',
      `      | 1     | echo cycle 1 of ${i} |`,
      `      | 2     | echo cycle 2 of ${i} |`,
      `      | 3     | echo cycle 3 of ${i} |`,
      '',
    )
  return rows.join('\n')
}
