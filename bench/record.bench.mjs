// Writing a record: small events, console bytes, and a test that records nothing.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openRecord } from '../dist/src/runtime/record/recorder.js'

export const title = 'The record'

const EVENTS = 400_000
const ROUNDS = 5
const ARGS = ['${x}', '5']

export async function run(report) {
  const folder = mkdtempSync(join(tmpdir(), 'hil-record-'))
  try {
    await reportEvents(report, folder)
    await reportConsole(report, folder)
    await reportEmpty(report, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function reportEvents(report, folder) {
  const time = await fastest((round) => writeEvents(join(folder, `events-${round}`)))
  const bytes = readFileSync(join(folder, 'events-0', 'record.ndjson'))
  const limit = await fastest((round) => writeBare(join(folder, `bare-${round}`), bytes))
  const json = await fastest(() => stringifyOnly())
  report.figure({
    name: `the record, ${EVENTS} steps`,
    target: '≥ 400,000/s',
    measured: perSecond(EVENTS / time),
    beside: `JSON.stringify alone: ${perSecond(EVENTS / json)}; writing the same bytes alone: ${perSecond(EVENTS / limit)}`,
  })
}

async function reportConsole(report, folder) {
  for (const size of [1, 64, 4096]) {
    const chunk = Buffer.alloc(size, 'x')
    const count = Math.min(500_000, 50_000_000 / size)
    const time = await fastest(async (round) => {
      const record = openRecord(join(folder, `console-${size}-${round}`))
      for (let index = 0; index < count; index += 1) record.addConsole('board', chunk)
      await record[Symbol.asyncDispose]()
    })
    report(
      `console chunks of ${size} B: ${((count * size) / time / 1000).toFixed(1)} MB/s, ${(count / time / 1000).toFixed(2)} million chunks/s`,
    )
  }
}

async function reportEmpty(report, folder) {
  const time = await fastest(async () => {
    for (let index = 0; index < 1000; index += 1)
      await openRecord(join(folder, 'empty'))[Symbol.asyncDispose]()
  })
  report.figure({ name: 'a record without events', target: '≤ 100 µs', measured: `${time.toFixed(2)} µs` })
}

async function writeEvents(folder) {
  const record = openRecord(folder)
  for (let index = 0; index < EVENTS; index += 1) record.add(step(index))
  await record[Symbol.asyncDispose]()
}

function stringifyOnly() {
  let length = 0
  for (let index = 0; index < EVENTS; index += 1) length += JSON.stringify(step(index)).length
  return length
}

function writeBare(file, bytes) {
  const fd = openSync(file, 'a')
  for (let at = 0; at < bytes.length; at += 65_536)
    writeSync(fd, bytes, at, Math.min(65_536, bytes.length - at))
  closeSync(fd)
}

/** A new object for each event, as the interpreter makes them. */
function step(id) {
  return {
    kind: 'step',
    id,
    keyword: 'Should Be Equal',
    args: ARGS,
    file: 'a.hil',
    line: 12,
    status: 'passed',
    took: 3,
  }
}

/** Milliseconds of the fastest round. */
async function fastest(work) {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now()
    await work(round)
    best = Math.min(best, performance.now() - began)
  }
  return best
}

function perSecond(perMillisecond) {
  return `${Math.round(perMillisecond * 1000).toLocaleString('en')}/s`
}
