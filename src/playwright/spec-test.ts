import type { TestInfo, TestType } from '@playwright/test'
import type { BenchDescription } from '../runtime/connection.ts'
import type { BenchClient } from '../runtime/device/bench-client.ts'
import type { Device } from '../runtime/device/device.ts'
import { type BenchTestFixtures, type BenchWorkerFixtures, benchTest } from './bench/bench-test.ts'
import { HilwrightKeywords, type KeywordsFixture } from './keywords-fixture.ts'
import { TestRecord } from './suites/test-record.ts'

export type { KeywordsFixture } from './keywords-fixture.ts'

/** The bench that a test runs on, as it is described; nothing is taken for it. */
export type BenchFixture = BenchDescription

/** All devices of the bench by name, taken together for this test file. */
export type DevicesFixture = Readonly<Record<string, Device>>

export interface SpecFixtures {
  /** The bench and its devices, as described. */
  bench: BenchFixture
  /** The device under test: the only one, or the one that `board` selects. */
  dut: Device
  /** Every device of the bench by name. */
  devices: DevicesFixture
  /** Any keyword, called by its name. */
  keywords: KeywordsFixture
}

export interface OwnFixtures {
  testRecord: TestRecord
}

/** Playwright's `test` with Hilwright's fixtures; a device is held by one worker at a time, for a whole spec file. */
export const test: TestType<SpecFixtures & OwnFixtures & BenchTestFixtures, BenchWorkerFixtures> =
  benchTest.extend<SpecFixtures & OwnFixtures>({
    testRecord: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter
      async ({}, use, info) => {
        const record = new TestRecord(info)
        await use(record)
        await record.end()
      },
      { auto: true, box: true },
    ],
    bench: [
      async ({ workerBench }, use) => use((await workerBench.client()).description),
      { box: true, timeout: 0 },
    ],
    dut: [
      async ({ workerBench, board, testRecord }, use, info) => {
        const wanted = await workerBench.wanted(board)
        const [device] = await workerBench.holdForFile({ key: fileKey(info), wanted })
        const client = await workerBench.client()
        await testRecord.follow(client)
        const { name } = device as Device
        info.annotations.push({ type: 'hil.device', description: name })
        await use(deviceAsHeld(client, name))
      },
      { box: true, timeout: 0 },
    ],
    devices: [
      async ({ workerBench, testRecord }, use, info) => {
        const devices = await workerBench.holdForFile({ key: fileKey(info), wanted: 'all' })
        await testRecord.follow(await workerBench.client())
        for (const { name } of devices) info.annotations.push({ type: 'hil.device', description: name })
        await use(Object.fromEntries(devices.map((device) => [device.name, device])))
      },
      { box: true, timeout: 0 },
    ],
    keywords: [
      async ({ dut, testRecord }, use, info) => use(new HilwrightKeywords(dut, testRecord.recorder, info)),
      { box: true },
    ],
  })

/** A device as the client holds it now: a test that also asks for all devices takes them anew, this one among them. */
function deviceAsHeld(client: BenchClient, name: string): Device {
  return new Proxy({} as Device, {
    get: (_target, key) => Reflect.get(client.device(name), key),
    has: (_target, key) => Reflect.has(client.device(name), key),
  })
}

/** Spec files hold their devices per worker: Playwright runs `beforeAll` again in a new one. */
function fileKey({ file, workerIndex }: TestInfo): string {
  return `${file}|worker ${workerIndex}`
}
