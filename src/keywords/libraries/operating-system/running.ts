import { text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { textOfOutput } from '../../files/file-text.ts'
import { tuple } from '../../value/tuple.ts'
import { signalGroup } from '../process/process-group.ts'

const command = arg('command', text, 'The command line, for the system’s shell.')

/** The keywords that run a command and wait for its end; the Process library can more. */
export const runningKeywords = [
  defineKeyword({
    name: 'Run',
    doc: 'Runs a command and gives what it writes, errors too.',
    arguments: [command],
    run: async (given, context) => (await run(given.command, context)).output,
  }),
  defineKeyword({
    name: 'Run And Return Rc',
    doc: 'Runs a command and gives its exit code.',
    arguments: [command],
    run: async (given, context) => (await run(given.command, context)).rc,
  }),
  defineKeyword({
    name: 'Run And Return Rc And Output',
    doc: 'Runs a command and gives its exit code and what it writes.',
    arguments: [command],
    run: async (given, context) => {
      const { rc, output } = await run(given.command, context)
      return tuple([rc, output])
    },
  }),
]

/** Errors go where the output goes, in the order in which they are written. */
async function run(line: string, context: KeywordContext): Promise<{ rc: number; output: string }> {
  context.log(`Running command '${line}'.`)
  const { execa } = await import('execa')
  const whole = process.platform === 'win32' ? `${line} 2>&1` : `exec 2>&1; ${line}`
  const child = execa(whole, {
    ...{ shell: true, detached: process.platform !== 'win32', reject: false, stdin: 'ignore' },
    ...{ encoding: 'buffer', stripFinalNewline: false },
  })
  const kill = () => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL')
  context.signal.addEventListener('abort', kill, { once: true })
  const { exitCode, stdout } = await child
  context.signal.removeEventListener('abort', kill)
  return { rc: exitCode ?? 0, output: await textOfOutput(stdout, 'CONSOLE') }
}
