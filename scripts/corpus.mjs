// The corpus of small cases in tests/corpus: shows what differs, writes what the parser makes of each case (--write),
// or compares every case with Robot Framework's own parser (--robot FOLDER_OF_ROBOT --model robot_model.py).
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { createJiti } from 'jiti'

const FOLDER = fileURLToPath(new URL('../tests/corpus/', import.meta.url))
const jiti = createJiti(import.meta.url)
const { readCorpus, writeCorpus, sourceOf, fileKindOf } = await jiti.import(
  '../tests/corpus-reader/corpus-case.ts',
)
const { outcomeOf, outlineOf, shiftLines } = await jiti.import('../tests/corpus-reader/outcome.ts')
const { parseFile } = await jiti.import('../src/grammar/parse-file.ts')
const { toRobotModel } = await jiti.import('../src/grammar/model.ts')

const { values: flags } = parseArgs({
  options: { write: { type: 'boolean' }, robot: { type: 'string' }, model: { type: 'string' } },
})
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'))
const read = (name) => readCorpus(readFileSync(join(FOLDER, name), 'utf8'))

if (flags.write) for (const name of files) write(name)
else if (flags.robot && flags.model) besideRobot(flags.robot, flags.model)
else console.log('usage: node scripts/corpus.mjs --write | --robot ROBOT/src --model robot_model.py')

/** Writes the outcomes of a file's cases into it, and says which were new or other ones. */
function write(name) {
  const file = read(name)
  const cases = file.cases.map((entry) => ({ ...entry, expected: outcomeOf(entry) }))
  const changed = cases.filter(({ expected }, index) => expected !== file.cases[index].expected)
  for (const { title, expected } of changed) console.log(`${name}: ${title}\n${expected}\n`)
  writeFileSync(join(FOLDER, name), writeCorpus({ ...file, cases }))
  console.log(`${name}: ${cases.length} cases, ${changed.length} written anew`)
}

/**
 * Parses every case with Robot's parser too. Cases that it accepts must have the same tree, the others must be refused,
 * except for our own forms (a file that says `beside Robot: not compared`), where it is told how many have its tree.
 */
function besideRobot(robot, script) {
  const cases = files.flatMap((name) => {
    const { head, cases } = read(name)
    const own = head.includes('beside Robot: not compared')
    return cases.map((entry) => ({ name, entry, own }))
  })
  const models = robotModels(cases, robot, script)
  const counts = { accepted: 0, same: 0, lines: 0, refused: 0, also: 0, own: 0 }
  for (const [index, { name, entry, own }] of cases.entries()) {
    const { text, before } = sourceOf(entry)
    const ours = toRobotModel(parseFile(text, fileKindOf(entry.kind)), { lines: true })
    const theirs = models[index]
    const accepted = theirs.errors.length === 0
    if (own && !accepted) {
      counts.own++
      continue
    }
    const agrees = accepted ? isSame(withoutLines(theirs), withoutLines(ours)) : ours.errors.length > 0
    counts[accepted ? 'accepted' : 'refused']++
    if (agrees) counts[accepted ? 'same' : 'also']++
    if (accepted && isSame(theirs, ours)) counts.lines++
    else if (!agrees || accepted)
      show(`${name}: ${entry.title}`, entry, [shiftLines(theirs, before), shiftLines(ours, before)])
  }
  const { accepted, same, lines, refused, also, own } = counts
  console.log(
    `the same tree for ${same} of ${accepted} cases that Robot Framework accepts; same lines too: ${lines}`,
  )
  console.log(`refused as well: ${also} of ${refused} cases that Robot Framework refuses`)
  console.log(`of our own forms, which Robot Framework refuses: ${own}`)
  if (counts.same < counts.accepted) process.exitCode = 1
}

function robotModels(cases, robot, script) {
  const folder = mkdtempSync(join(tmpdir(), 'hil-corpus-'))
  try {
    const paths = cases.map(({ entry }, index) => {
      const kind = fileKindOf(entry.kind)
      const path =
        kind === 'init' ? `${index}/__init__.robot` : `${index}/c.${kind === 'suite' ? 'robot' : kind}`
      mkdirSync(join(folder, String(index)))
      writeFileSync(join(folder, path), sourceOf(entry).text)
      return path
    })
    const { stdout, stderr, status } = spawnSync('python3', [script, folder, '--lines'], {
      ...{ encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, PYTHONPATH: robot } },
    })
    if (status !== 0) throw new Error(stderr)
    const found = new Map(JSON.parse(stdout).files.map((file) => [file.path, file]))
    return paths.map((path) => found.get(path))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function withoutLines(model) {
  return JSON.parse(JSON.stringify(model), (key, value) => (key === 'line' ? undefined : value))
}

function isSame(theirs, ours) {
  const parts = ['sections', 'languages', 'settings', 'variables', 'tests', 'keywords', 'errors']
  return parts.every((part) => isDeepStrictEqual(theirs[part], JSON.parse(JSON.stringify(ours[part]))))
}

function show(title, entry, [theirs, ours]) {
  console.log(`--- ${title}`)
  for (const [who, model] of Object.entries({ Robot: theirs, Hilwright: ours }))
    console.log(`${who}:\n${outlineOf(entry, model).join('\n')}\n errors ${model.errors}`)
}
