import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { BenchClient } from '../../../runtime/device/bench-client.ts'
import type { Device } from '../../../runtime/device/device.ts'
import { defineDriver } from '../../../runtime/driver.ts'
import { builtInInterfaces } from '../../../runtime/interfaces/built-in.ts'
import { video } from '../../../runtime/interfaces/video.ts'
import { BenchSession } from '../../../runtime/session/bench-session.ts'
import { bindSuite } from '../../binding/bind-suite.ts'
import { Catalogue } from '../../catalogue/catalogue.ts'
import { runSuite } from '../../testing/run-suite-text.ts'
import { builtIn } from '../builtin/builtin.ts'
import { importableLibraries } from '../importable.ts'

const PICTURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

const unasked = () => {
  throw new Error('nobody asks for this')
}

/** A display that always shows the same, on a device that was opened like any other. */
const display = defineDriver({
  ...{ type: 'trial-display', doc: 'A display.', provides: [video], config: z.strictObject({}) },
  open: async () => ({
    video: {
      snapshot: async () => PICTURE,
      ...{
        frames: unasked,
        compare: unasked,
        waitForMatch: unasked,
        readText: unasked,
        waitForText: unasked,
      },
    },
    [Symbol.asyncDispose]: async () => {},
  }),
})

let folder: string
let session: BenchSession
let client: BenchClient
let board: Device

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-screenshot-'))
  const drivers = [{ name: 'display', driver: display, config: {} }]
  const device = { name: 'Board', type: undefined, role: 'dut' as const, labels: {}, drivers }
  session = new BenchSession({ file: join(folder, 'bench.yaml'), devices: [device], secrets: [] })
  client = new BenchClient(session.connect(), new Map(builtInInterfaces.map((known) => [known.name, known])))
  board = (await client.hold({ key: 'test', wanted: 'all' }))[0] as Device
})

afterAll(async () => {
  await client[Symbol.asyncDispose]()
  await session[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

async function run(...steps: readonly string[]) {
  const path = join(folder, 'suite.hil')
  const head = ['*** Settings ***', 'Library    Screenshot', '*** Test Cases ***', 'Test']
  writeFileSync(path, [...head, ...steps.map((step) => `    ${step}`), ''].join('\n'))
  const suite = bindSuite(path, new Catalogue([builtIn], importableLibraries()))
  const { tests } = await runSuite(suite, {
    current: () => board,
    board: () => board,
    use: async () => board,
    leave: () => {},
  })
  return tests.get('Test')?.message
}

test('pictures of the device get numbers, or the name that is given', async () => {
  const message = await run(
    `\${before} =    Set Screenshot Directory    ${folder}`,
    '${first} =    Take Screenshot',
    `Should Be Equal    \${first}    ${folder}/screenshot_1.png`,
    'Take Screenshot    width=300px',
    'Take Screenshot Without Embedding    boot.png',
    'Take Screenshot    boot.jpg',
    `\${again} =    Set Screenshot Directory    ${folder}/`,
    `Should Be Equal    \${again}    ${folder}`,
  )
  expect(message).toBe('')
  const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'))
  expect(pictures).toEqual(['boot.png', 'screenshot_1.png', 'screenshot_2.png'])
  expect(new Uint8Array(readFileSync(join(folder, 'boot.png')))).toEqual(PICTURE)
})

test('folders have to be there', async () => {
  expect(await run(`Set Screenshot Directory    ${folder}/none`)).toBe(
    `Directory '${folder}/none' does not exist.`,
  )
  expect(await run(`Take Screenshot    ${folder}/none/picture`)).toBe(
    `Directory '${folder}/none' where to save the screenshot does not exist.`,
  )
  expect(existsSync(join(folder, 'none'))).toBe(false)
})

test('a suite that takes pictures needs a device with video, so that a bench without one is refused before', async () => {
  await run('Take Screenshot')
  const suite = bindSuite(join(folder, 'suite.hil'), new Catalogue([builtIn], importableLibraries()))
  expect([...suite.interfaces.keys()]).toEqual(['video'])
})
