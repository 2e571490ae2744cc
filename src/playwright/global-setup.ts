import { existsSync } from 'node:fs'
import type { FullConfig } from '@playwright/test'
import type { Address } from '../transport/wire/web-socket.ts'
import { startBenchProcess } from './bench/bench-process.ts'
import { announceBench, exporter } from './config/environment.ts'
import { createRunFolder, removeRunFolder } from './run-folder.ts'

/** Before all tests: starts a process for each bench that the projects name. Returns what ends them after all tests. */
export default async function globalSetup(config: FullConfig): Promise<() => Promise<void>> {
  createRunFolder()
  const far = exporter()
  if (far !== undefined) return stayConnected(far)
  const files = new Set(
    config.projects.map((project) => benchFileOf(project.use)).filter((file) => file !== undefined),
  )
  const benches = await Promise.all([...files].filter((file) => existsSync(file)).map(startBenchProcess))
  for (const bench of benches) announceBench(bench.file, { url: `ws+unix:${bench.socketPath}:/` })
  return async () => {
    removeRunFolder()
    for (const bench of benches) await bench[Symbol.asyncDispose]()
  }
}

/** An exporter powers its bench off when the last client goes: workers come and go, this connection stays. */
async function stayConnected(address: Address): Promise<() => Promise<void>> {
  const { connectTo } = await import('../transport/client/remote-connection.ts')
  const connection = await connectTo(address)
  const { printNotices } = await import('./bench/print-notices.ts')
  void printNotices(connection, process.stderr)
  return async () => {
    removeRunFolder()
    await connection[Symbol.asyncDispose]()
  }
}

function benchFileOf(use: object): string | undefined {
  return 'benchFile' in use && typeof use.benchFile === 'string' ? use.benchFile : undefined
}
