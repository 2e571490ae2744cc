import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtInRegistry } from '../builtin.ts'
import type { BenchGreeting } from '../playwright/bench/bench-process.ts'
import { printNotices } from '../playwright/bench/print-notices.ts'
import { removeRunFolder } from '../playwright/run-folder.ts'
import { loadBench } from '../runtime/bench/bench-file.ts'
import { messageOf } from '../runtime/errors.ts'
import { ExportedBench } from '../transport/exporter/exported-bench.ts'
import { serveBench } from '../transport/served/serve.ts'
import { namedExporters } from './exporter/named-exporters.ts'

/** Serves the bench of a file until the input ends, which it does when the runner ends, however that happens. */
async function main(file: string): Promise<void> {
  // Ctrl-C reaches the whole foreground group, and a hang-up its session: the runner decides when this process ends.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-bench-'))
  let runnerIsGone = false
  try {
    const ended = new Promise<void>((resolve) => {
      process.stdin
        .on('end', () => {
          runnerIsGone = true
          resolve()
        })
        .on('error', () => resolve())
        .resume()
      process.on('SIGTERM', () => resolve())
    })
    await using bench = new ExportedBench(loadBench(file, builtInRegistry()), {
      exporters: namedExporters(process.env),
    })
    const run = { client: 'this run', group: 'run' }
    const keeper = bench.connect(run) // workers come and go, the session stays
    void printNotices(keeper, process.stderr)
    const socketPath = join(folder, 'bench.sock')
    await using _server = await serveBench(() => bench.connect(run), {
      listen: { kind: 'unix', path: socketPath },
    })
    greet({ kind: 'ready', socketPath })
    await ended
  } finally {
    rmSync(folder, { recursive: true, force: true })
    if (runnerIsGone) removeRunFolder() // one that was killed cannot do it
  }
}

function greet(greeting: BenchGreeting): void {
  if (process.connected) process.send?.(greeting)
}

try {
  await main(process.argv[2] ?? '')
  process.exit(0)
} catch (error) {
  process.exitCode = 1
  if (process.connected) greet({ kind: 'failed', message: messageOf(error) })
  else process.stderr.write(`The bench process ended badly: ${messageOf(error)}\n`)
  if (process.connected) process.disconnect()
}
