import { existsSync } from 'node:fs'
import type { FullConfig } from '@playwright/test'
import { startBenchProcess } from './bench/bench-process.ts'
import { announceBench } from './config/environment.ts'
import { createRunFolder } from './run-folder.ts'

/** Before all tests: starts a process for each bench that the projects name. Returns what ends them after all tests. */
export default async function globalSetup(config: FullConfig): Promise<() => Promise<void>> {
  const removeRunFolder = createRunFolder()
  const files = new Set(
    config.projects.map((project) => benchFileOf(project.use)).filter((file) => file !== undefined),
  )
  const benches = await Promise.all([...files].filter((file) => existsSync(file)).map(startBenchProcess))
  for (const bench of benches) announceBench(bench.file, bench.socketPath)
  return async () => {
    removeRunFolder()
    for (const bench of benches) await bench[Symbol.asyncDispose]()
  }
}

function benchFileOf(use: object): string | undefined {
  return 'benchFile' in use && typeof use.benchFile === 'string' ? use.benchFile : undefined
}
