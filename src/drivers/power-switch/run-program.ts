import { z } from 'zod'
import { untilAborted } from '../../runtime/deadline.ts'
import type { Exchange } from './exchange.ts'
import { powerFailed } from './power-failed.ts'

/** A program and its first arguments, as a driver's configuration names it: `uhubctl`, or `[sudo, uhubctl]`. */
export const program = (name: string) =>
  z
    .union([z.string().min(1), z.tuple([z.string()], z.string()).readonly()])
    .default(name)
    .describe(`The program, or a list with what stands before it, as in [sudo, ${name}].`)
    .transform((given): readonly string[] => [given].flat())

/** A program that is run for its effect or its output. */
export interface ProgramRun {
  /** The program and its arguments. */
  readonly command: readonly string[]
  readonly exchange: Exchange
  readonly signal: AbortSignal
}

const KILL_AFTER_MS = 500

/** Runs a program and gives what it printed to its standard output; fails with what it was asked and what came. */
export async function runProgram({ command, exchange, signal }: ProgramRun): Promise<string> {
  const { execa } = await import('execa')
  const [file = '', ...args] = command
  exchange.asked(command.join(' '))
  const running = execa(file, args, {
    ...{ stdin: 'ignore', reject: false, cancelSignal: signal },
    forceKillAfterDelay: KILL_AFTER_MS,
  })
  const { failed, exitCode, stdout, stderr, shortMessage } = await untilAborted(running, signal)
  if (exitCode !== undefined) exchange.came(`exit code ${exitCode}, ${stdout}\n${stderr}`)
  if (exitCode === undefined) throw powerFailed(shortMessage ?? `${file} did not start`, exchange)
  if (failed) throw powerFailed(`${file} ended with exit code ${exitCode}`, exchange)
  return stdout
}
