// hil check of 1,000 suites of 50 steps that share a resource file, each time in a fresh process.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const title = 'Checking 1,000 suites of 50 steps'

const CLI = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url))
const FILES = 1000
const KEYWORDS = 20
const ROUNDS = 3

export async function run(report) {
  const folder = mkdtempSync(join(tmpdir(), 'hil-bench-'))
  try {
    writeProject(folder)
    const rounds = Array.from({ length: ROUNDS }, () => check(folder)).sort((a, b) => a.ms - b.ms)
    const [fastest, middle, slowest] = rounds
    for (const { said, ms } of rounds) report(`${said}: ${(ms / 1000).toFixed(2)} s`)
    report.figure({
      name: 'hil check of 1,000 files of 50 steps',
      target: '≤ 3 s',
      measured: `${seconds(middle)} (${seconds(fastest)}–${seconds(slowest)})`,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function seconds({ ms }) {
  return `${(ms / 1000).toFixed(2)} s`
}

function check(folder) {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'check'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const ms = performance.now() - start
  if (status !== 0) throw new Error(`hil check ended with ${status}:\n${stderr.slice(0, 2000)}`)
  return { ms, said: stdout.trim() }
}

function writeProject(folder) {
  mkdirSync(join(folder, 'suites'))
  writeFileSync(join(folder, 'bench.yaml'), 'devices:\n  board:\n    type: avr-board\n')
  writeFileSync(join(folder, 'board.resource'), resource())
  for (let file = 0; file < FILES; file++)
    writeFileSync(join(folder, 'suites', `suite-${file}.hil`), suite(file))
}

function resource() {
  const rows = ['*** Variables ***', '${PROMPT}    hil>', '', '*** Keywords ***']
  for (let i = 0; i < KEYWORDS; i++)
    rows.push(
      `Boot Board ${i}`,
      '    [Arguments]    ${timeout}=10 s',
      '    Power On',
      '    ${log} =    Read Serial Until    boot complete    timeout=${timeout}',
      '    RETURN    ${log}',
      '',
    )
  return rows.join('\n')
}

/** Ten tests of five steps. */
function suite(file) {
  const rows = ['*** Settings ***', 'Resource         ../board.resource', 'Test Teardown    Power Off', '']
  rows.push('*** Test Cases ***')
  for (let i = 0; i < 10; i++)
    rows.push(
      `Board ${file} Boots ${i}`,
      '    [Tags]    smoke',
      `    \${log} =    Boot Board ${(file + i) % KEYWORDS}    timeout=20 s`,
      `    Should Contain    \${log}    board ${file} version ${i}`,
      `    IF    $log != 'x' and ${file} < \${${i}}`,
      `        Log    Board ${file} of \${TEST NAME}`,
      '    END',
      '    Read Serial Until    ${PROMPT}    timeout=5 s',
      '',
    )
  return rows.join('\n')
}
