import type { Connection } from '../../runtime/connection.ts'
import type { DoorOptions } from '../doors/door-options.ts'
import { DOOR_KEY } from '../doors/hold-device.ts'
import { onInterrupt } from '../doors/interrupted.ts'
import { openBench } from '../doors/open-bench.ts'
import type { Terminal } from '../terminal.ts'

/** Which bench is held, and for what. */
export interface ShellCommand extends DoorOptions {
  /** The command to run; keywords are asked for without it. */
  readonly command: readonly string[]
}

/** Holds a bench while keywords are typed or a command runs. Returns the exit code, which is the command's own. */
export async function openShell({ command, ...options }: ShellCommand, terminal: Terminal): Promise<number> {
  await using connection = await openBench(options, terminal)
  return await (command.length === 0 ? prompt(connection, terminal) : run(command, connection, terminal))
}

async function prompt(connection: Connection, terminal: Terminal): Promise<number> {
  const { promptForKeywords } = await import('./prompt.ts')
  return promptForKeywords(connection, terminal)
}

async function run(command: readonly string[], connection: Connection, terminal: Terminal): Promise<number> {
  const { runInShell } = await import('./run-in-shell.ts')
  await holdAll(connection)
  return runInShell(command, connection, terminal)
}

async function holdAll(connection: Connection): Promise<void> {
  using signal = onInterrupt()
  await connection.hold({ key: `${DOOR_KEY}${process.pid}`, wanted: 'all' }, { signal })
}
