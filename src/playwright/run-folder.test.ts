import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test, vi } from 'vitest'
import { createRunFolder, removeRunFolder, writePlan } from './run-folder.ts'

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
