// Writes the lists of docs/robot-compatibility.md: which of Robot Framework's own tests end otherwise here and which
// lines only one of the two refuses, each with its reason from robot-compatibility.yaml. Fails when a reason is missing,
// or when nothing needs it any more. Needs a build, and Robot Framework's checkout:
//   node scripts/robot-compatibility.mjs --oracle run-oracle.json --robot ROBOT/src --model robot_model.py [--check]
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'

const PAGE = new URL('../docs/robot-compatibility.md', import.meta.url)
const REASONS = new URL('robot-compatibility.yaml', import.meta.url)
const HIL = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url))
const MARKED = /(<!-- Written by scripts\/robot-compatibility\.mjs\. -->\n).*(?=<!-- End\. -->)/s

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()

async function main() {
  const { values: flags } = parseArgs({
    options: {
      ...{ oracle: { type: 'string' }, robot: { type: 'string' }, model: { type: 'string' } },
      check: { type: 'boolean' },
    },
  })
  const { runRobotTests } = await import('../bench/robot-tests.mjs')
  const pairs = await runRobotTests(flags.oracle, flags.robot)
  const lines = refusedLines(flags.robot, flags.model)
  const { tests, parser } = parse(readFileSync(REASONS, 'utf8'))
  const list = `${testList(pairs, tests)}\n${parserList(lines, parser)}\n`
  const before = readFileSync(PAGE, 'utf8')
  const after = before.replace(MARKED, (_all, mark) => `${mark}\n${list}`)
  if (!flags.check) writeFileSync(PAGE, after)
  else if (before !== after) throw new Error('docs/robot-compatibility.md is not current.')
  process.exit(0) // a test that waits for ever keeps nothing open
}

/** The tests that end otherwise than in Robot, by reason. */
export function testList(pairs, reasons) {
  const misses = pairs.filter(
    ({ robot, hil }) => robot.status !== hil.status || robot.message !== hil.message,
  )
  const status = pairs.filter(({ robot, hil }) => robot.status === hil.status)
  const failing = pairs.filter(({ robot }) => robot.status === 'FAIL')
  const message = failing.filter((pair) => !misses.includes(pair))
  const entries = misses.map(({ path, name, robot, hil }) => ({
    id: `${path} :: ${name}`,
    row: `| ${path} | ${cell(name)} | ${robot.status === hil.status ? 'message' : 'status'} |`,
  }))
  return `## Tests that end otherwise

${status.length} of ${pairs.length} tests end with the same status, ${message.length} of the ${failing.length} that fail in Robot Framework with the same message.
\`status\`: the test passes on one side only. \`message\`: it fails on both, in other words.

${grouped(entries, reasons, '| suite | test | what differs |\n|---|---|---|')}`
}

/** The lines that only one of the two parsers refuses, by reason. */
export function parserList({ total, missed, extra }, reasons) {
  const entry = (what) => (line) => ({ id: line, row: `| ${line} | ${what} |` })
  const entries = [...missed.map(entry('only Robot Framework')), ...extra.map(entry('only Hilwright'))]
  return `## Lines that only one of the two refuses

Of the ${total} lines that Robot Framework's parser refuses in its own data, Hilwright refuses ${total - missed.length}.

${grouped(entries, reasons, '| line | refused by |\n|---|---|')}`
}

/** A section for each reason with the rows that it explains; the first reason whose pattern fits counts. */
function grouped(entries, reasons, head) {
  const rows = new Map(reasons.map((reason) => [reason, []]))
  const unexplained = []
  for (const { id, row } of entries) {
    const reason = reasons.find(({ of }) => of.some((pattern) => fits(pattern, id)))
    if (reason === undefined) unexplained.push(id)
    else rows.get(reason).push(row)
  }
  if (unexplained.length > 0)
    throw new Error(`No reason in scripts/robot-compatibility.yaml for:\n${unexplained.join('\n')}`)
  const idle = reasons.flatMap(({ of }) =>
    of.filter((pattern) => !entries.some(({ id }) => fits(pattern, id))),
  )
  if (idle.length > 0) throw new Error(`Nothing differs any more for:\n${idle.join('\n')}`)
  return [...rows]
    .map(([{ title, why }, found]) => `### ${title}\n\n${why.trim()}\n\n${head}\n${found.join('\n')}\n`)
    .join('\n')
}

/** Whether the pattern, in which `*` stands for anything, is the whole text. */
function fits(pattern, text) {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text)
}

function cell(text) {
  return text.replace(/[\\`*_<|]/g, '\\$&')
}

/** What the two parsers refuse in the files of Robot's data that hold mistakes. */
function refusedLines(robot, model) {
  const data = join(robot, '../atest/testdata')
  const theirs = filesFrom('python3', [model, data], { PYTHONPATH: robot })
  const ours = new Map(
    filesFrom(process.execPath, [HIL, 'model', '--json', data]).map((file) => [file.path, file]),
  )
  const wrong = theirs.filter(({ tier, errors }) => tier === 'negative' && errors !== undefined)
  const only = (some, others, path) =>
    some.filter((line) => !others.includes(line)).map((line) => `${path}:${line}`)
  const errorsOf = (path) => ours.get(path)?.errors ?? []
  return {
    total: wrong.reduce((sum, { errors }) => sum + errors.length, 0),
    missed: wrong.flatMap(({ path, errors }) => only(errors, errorsOf(path), path)),
    extra: wrong.flatMap(({ path, errors }) => only(errorsOf(path), errors, path)),
  }
}

function filesFrom(command, args, env = {}) {
  const options = { encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, ...env } }
  const { stdout, stderr, status } = spawnSync(command, args, options)
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout).files
}
