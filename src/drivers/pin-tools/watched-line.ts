import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { findProgram } from '../guarded-process/find-program.ts'
import { edgeIn, GPIO_MONITOR } from './gpio-tools.ts'
import { toolFailed } from './run-tool.ts'

/** Edges of a line as they come, until the signal aborts or nobody listens any more. */
export async function* watchedEdges(args: readonly string[], device: string, signal: AbortSignal) {
  const path = findProgram({ ...GPIO_MONITOR, device })
  signal.throwIfAborted()
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk)
  })
  const end = () => void child.kill()
  signal.addEventListener('abort', end, { once: true })
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const edge = edgeIn(line)
      if (edge !== undefined) yield edge
    }
    signal.throwIfAborted()
    await ended
    throw toolFailed(GPIO_MONITOR, args, complaint)
  } finally {
    signal.removeEventListener('abort', end)
    end()
    await ended
  }
}
