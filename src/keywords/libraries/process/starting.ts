import { oneOf } from '../../catalogue/argument-type.ts'
import { defineKeyword, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { byName } from '../../comparison/check-arguments.ts'
import { timeOrNone } from '../../conversion/time-or-none.ts'
import { joinCommandLine } from './command-line.ts'
import type { ProcessHandle } from './process-handle.ts'
import { type ProcessOptions, processArguments } from './process-options.ts'
import { processesOf } from './process-table.ts'
import { StartedProcess } from './started-process.ts'
import { waitFor } from './waiting.ts'

/** The keywords that start processes. */
export const startingKeywords = [
  defineKeyword({
    name: 'Run Process',
    doc: 'Runs a program, waits for its end, and gives a result with `rc`, `stdout`, `stderr`, `stdout_path` and `stderr_path`.',
    arguments: [
      ...processArguments,
      byName(optional('timeout', timeOrNone, undefined, 'How long to wait, `1 min`.')),
      byName(
        optional(
          'onTimeout',
          oneOf('continue', 'terminate', 'kill'),
          'terminate',
          'What happens when that is over.',
        ),
      ),
    ],
    run: async (given, context) => {
      const table = processesOf(context.suite)
      const { current } = table
      try {
        const handle = await start(given, context)
        return await waitFor(table.find(handle), given, context)
      } finally {
        table.current = current
      }
    },
  }),
  defineKeyword({
    name: 'Start Process',
    doc: 'Starts a program, which runs on beside the test, and makes it the current process. Whatever still runs at the end of the suite is ended.',
    arguments: processArguments,
    run: start,
  }),
]

async function start(given: ProcessOptions, context: KeywordContext): Promise<ProcessHandle> {
  const { shell, alias } = given
  const parts = [given.command, ...given.arguments]
  const shown = shell && parts.length === 1 ? given.command : joinCommandLine(parts)
  context.log(`Starting process:\n${shown}`)
  return processesOf(context.suite).add(await StartedProcess.start(given), alias)
}
