import type { TestType } from '@playwright/test'
import { baseTest } from '../base-test.ts'
import type { HilwrightOptions } from '../config/options.ts'
import { removeRunFolderWithoutRunner } from '../run-folder.ts'
import { WorkerBench } from './worker-bench.ts'

/** What every test has. */
export type BenchTestFixtures = Pick<HilwrightOptions, 'board'>

/** What every worker has. */
export interface BenchWorkerFixtures extends Pick<HilwrightOptions, 'benchFile'> {
  /** The worker's way to the bench. */
  workerBench: WorkerBench
}

/** Playwright's `test` with Hilwright's options and a way to the bench: what suites and specs have in common. */
export const benchTest: TestType<BenchTestFixtures, BenchWorkerFixtures> = baseTest.extend<
  BenchTestFixtures,
  BenchWorkerFixtures
>({
  benchFile: ['bench.yaml', { option: true, scope: 'worker' }],
  board: ['', { option: true }],
  workerBench: [
    async ({ benchFile }, use) => {
      removeRunFolderWithoutRunner()
      await using bench = new WorkerBench(benchFile)
      await use(bench)
    },
    { scope: 'worker', box: true },
  ],
})
