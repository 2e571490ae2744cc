import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '../../runtime/connection.ts'
import { serveBench } from '../../transport/served/serve.ts'
import type { Terminal } from '../terminal.ts'
import { SharedBench } from './shared-bench.ts'

/** Exit codes of a command that could not be started, as shells give them. */
const NOT_FOUND = 127
const NOT_STARTED = 126

/**
 * Runs a command while the bench is held; `hil` in it uses that bench. Resolves to the command's exit code, or to 128
 * and the number of the signal that ended it.
 */
export async function runInShell(
  [command = '', ...args]: readonly string[],
  connection: Connection,
  { env, stderr }: Terminal,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-shell-'))
  const path = join(folder, 'bench.sock')
  const bench = new SharedBench(connection)
  try {
    await using _server = await serveBench(() => bench.connect(), { listen: { kind: 'unix', path } })
    const { HIL_TOKEN: _token, ...own } = env
    const child = spawn(command, args, { stdio: 'inherit', env: { ...own, HIL_EXPORTER: path } })
    // Ctrl-C reaches the command too: whether it ends is its own decision.
    const ignore = () => {}
    const pass = (signal: NodeJS.Signals) => void child.kill(signal)
    process.on('SIGINT', ignore).on('SIGTERM', pass).on('SIGHUP', pass)
    try {
      return await new Promise<number>((resolve) => {
        child.once('error', (error: NodeJS.ErrnoException) => {
          stderr.write(
            `hil shell: ${command}: ${error.code === 'ENOENT' ? 'command not found' : error.message}\n`,
          )
          resolve(error.code === 'ENOENT' ? NOT_FOUND : NOT_STARTED)
        })
        child.once('exit', (code, signal) =>
          resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
        )
      })
    } finally {
      process.off('SIGINT', ignore).off('SIGTERM', pass).off('SIGHUP', pass)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
