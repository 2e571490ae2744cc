// The mistakes of docs/mistakes.md: what hil check finds, beside a dry run of Robot Framework (HIL_BENCH_ROBOT is its source).
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { robotEnvironment } from './robot.mjs'

export const title = 'Mistakes of beginners, found before anything runs'

const CLI = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url))
const PAGE = fileURLToPath(new URL('../docs/mistakes.md', import.meta.url))

/** Keywords of the bench, so that Robot knows them too. */
const BENCH_KEYWORDS = `*** Keywords ***
Power On
    No Operation
Power Off
    No Operation
Flash
    [Arguments]    \${file}
    No Operation
Read Serial Until
    [Arguments]    \${text}    \${timeout}=1 s
    No Operation
`

export async function run(report) {
  const folder = mkdtempSync(join(tmpdir(), 'hil-bench-'))
  try {
    const mistakes = readPage()
    const found = mistakes.map((mistake) => ({
      ...mistake,
      hil: askHil(folder, mistake),
      robot: process.env.HIL_BENCH_ROBOT ? askRobot(folder, mistake) : undefined,
    }))
    for (const { title: name, hil, robot } of found)
      report(
        `${name}: hil check ${spoken(hil)}${robot === undefined ? '' : `; robot --dryrun ${spoken(robot)}`}`,
      )
    report.figure({
      name: `${mistakes.length} mistakes of beginners`,
      target: 'all found, with their lines',
      measured: counted(found.map(({ hil }) => hil)),
      beside: process.env.HIL_BENCH_ROBOT
        ? `robot --dryrun: ${counted(found.map(({ robot }) => robot))}`
        : '',
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function counted(results) {
  const lines = results.filter(({ line }) => line).length
  return `${results.filter(({ found }) => found).length} found, ${lines} with the line`
}

function spoken({ found, line }) {
  return found ? `finds it${line ? ' and its line' : ''}` : 'is silent'
}

function readPage() {
  const sections = readFileSync(PAGE, 'utf8').split('\n## ').slice(1)
  return sections.map((section) => {
    const blocks = [...section.matchAll(/```text (\S+)\n(.*?)\n```/gs)]
    const says = blocks.find(([, info]) => info === 'says')?.[2] ?? ''
    const [, file, suite] = blocks[0]
    return { title: section.slice(0, section.indexOf('\n')), suite, lines: linesOf(says, file) }
  })
}

/** The lines at which the mistake is told. */
function linesOf(says, file) {
  return [...says.matchAll(/^(\S+?):(\d+):\d+ /gm)]
    .filter(([, name]) => name === file)
    .map(([, , line]) => Number(line))
}

function askHil(folder, { suite, lines }) {
  const path = join(folder, 'hil')
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'bench.yaml'), 'devices:\n  board:\n    type: avr-board\n')
  writeFileSync(join(path, 'suite.hil'), `${suite}\n`)
  const { stdout } = spawnSync(process.execPath, [CLI, 'check', '--format', 'json'], {
    cwd: path,
    encoding: 'utf8',
  })
  const { problems } = JSON.parse(stdout)
  return { found: problems.length > 0, line: problems.some(({ line }) => lines.includes(line)) }
}

/** Robot names a line in its errors, `in file 'x' on line 3`, but for failures of a test in none. */
function askRobot(folder, { suite, lines }) {
  const path = join(folder, 'robot')
  mkdirSync(path, { recursive: true })
  const own = /^\*\*\* Settings \*\*\*$/m.test(suite)
  const imported = own
    ? suite.replace(/^\*\*\* Settings \*\*\*$/m, '$&\nResource    bench.resource')
    : `*** Settings ***\nResource    bench.resource\n${suite}`
  const shift = own ? 1 : 2
  writeFileSync(join(path, 'bench.resource'), BENCH_KEYWORDS)
  writeFileSync(join(path, 'suite.robot'), `${imported}\n`)
  const args = [
    '-m',
    'robot',
    '--dryrun',
    '--output',
    'NONE',
    '--log',
    'NONE',
    '--report',
    'NONE',
    'suite.robot',
  ]
  const { status, stdout, stderr } = spawnSync('python3', args, {
    cwd: path,
    encoding: 'utf8',
    env: robotEnvironment(),
  })
  const said = `${stdout}${stderr}`
  const named = [...said.matchAll(/on line (\d+)/g)].map(([, line]) => Number(line) - shift)
  return { found: status !== 0 || named.length > 0, line: named.some((line) => lines.includes(line)) }
}
