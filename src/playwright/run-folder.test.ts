import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test, vi } from 'vitest'
import { createRunFolder, readPlan, removeRunFolder, writePlan } from './run-folder.ts'

/** Writes one file after another into the folder, until it is gone. */
const WRITER = `
const { writeFileSync } = require('node:fs')
const { parentPort, workerData } = require('node:worker_threads')
try {
  for (let number = 0; ; number++) {
    writeFileSync(workerData + '/' + number, 'x')
    if (number === 20) parentPort.postMessage('writes')
  }
} catch {}
`

/** Reads the plan again and again, until the folder is gone; tells how often it was there, and how often in part. */
const READER = `
const { existsSync, readFileSync } = require('node:fs')
const { deserialize } = require('node:v8')
const { parentPort, workerData } = require('node:worker_threads')
const seen = { whole: 0, torn: 0 }
parentPort.postMessage('reads')
while (existsSync(workerData)) {
  let content
  try { content = readFileSync(workerData + '/plan') } catch { continue }
  try {
    deserialize(content)
    seen.whole++
  } catch {
    seen.torn++
  }
}
parentPort.postMessage(seen)
`

test('who reads while another process writes sees all of it', async () => {
  createRunFolder()
  const plan = new Map([['suite', Array.from({ length: 5000 }, (_, index) => `test ${index}`)]])
  writePlan(plan)
  const reader = new Worker(READER, { eval: true, workerData: process.env.HILWRIGHT_RUN })
  await once(reader, 'message')
  for (let round = 0; round < 500; round++) writePlan(plan)
  expect(readPlan()).toEqual(plan)
  const seen = once(reader, 'message')
  removeRunFolder()
  expect(await seen).toEqual([{ whole: expect.any(Number), torn: 0 }])
})

test('the folder goes, while another process still writes into it', async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'hilwright-run-folder-'))
  vi.stubEnv('TMPDIR', temporary)
  try {
    for (let round = 0; round < 10; round++) {
      createRunFolder()
      writePlan(new Map())
      const writer = new Worker(WRITER, { eval: true, workerData: process.env.HILWRIGHT_RUN })
      await once(writer, 'message')
      removeRunFolder()
      removeRunFolder()
      await once(writer, 'exit')
      expect(readdirSync(temporary)).toEqual([])
    }
  } finally {
    vi.unstubAllEnvs()
    rmSync(temporary, { recursive: true, force: true })
  }
})
