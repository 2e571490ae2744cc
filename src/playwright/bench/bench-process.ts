import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { LabError } from '../../runtime/errors.ts'
import { ownFile } from '../../runtime/own-file.ts'

/** The first message of a bench process: where it answers, or why it cannot. */
export type BenchGreeting =
  | { readonly kind: 'ready'; readonly socketPath: string }
  | { readonly kind: 'failed'; readonly message: string }

/** A running bench process. */
export interface BenchProcess extends AsyncDisposable {
  readonly file: string
  readonly socketPath: string
}

/**
 * Starts the process that opens a bench's devices and serves them to the workers of this run. It is a process of its
 * own so that devices outlive workers, and so that it can power everything off even if this one is killed: it ends
 * when the pipe to it closes. Rejects with a LabError.
 */
export async function startBenchProcess(file: string): Promise<BenchProcess> {
  const script = ownFile('src/cli/bench-process')
  const child = spawn(process.execPath, [script, file], {
    stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  const greeting = await firstMessage(child, file)
  if (greeting.kind === 'failed')
    throw new LabError('bench-failed', `The bench ${file} cannot be used: ${greeting.message}`)
  child.disconnect()
  child.unref()
  return { file, socketPath: greeting.socketPath, [Symbol.asyncDispose]: () => end(child) }
}

async function firstMessage(child: ChildProcess, file: string): Promise<BenchGreeting> {
  const message = once(child, 'message').then(([greeting]) => greeting as BenchGreeting)
  const exited = once(child, 'exit').then(([code, signal]): BenchGreeting => {
    return { kind: 'failed', message: `its process ended with ${signal ?? code}. (${file})` }
  })
  return Promise.race([message, exited])
}

/** Closing its input asks the process to power everything off and end; it is waited for. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.ref()
  child.stdin?.end()
  await exited
}
