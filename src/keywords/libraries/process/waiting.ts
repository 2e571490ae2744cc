import { anything, boolean, oneOf } from '../../catalogue/argument-type.ts'
import { defineKeyword, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { timeOrNone } from '../../conversion/time-or-none.ts'
import { spokenDuration } from '../../interpreter/spoken-duration.ts'
import type { ProcessResult } from './process-result.ts'
import { processesOf } from './process-table.ts'
import type { StartedProcess } from './started-process.ts'

/** Which process a keyword is about. */
export const handle = optional(
  'handle',
  anything,
  undefined,
  'What Start Process gave, or the alias; without it the current process.',
)

const kill = optional('kill', boolean, false, 'True kills at once; otherwise they are asked to end first.')

/** The keywords that wait for processes and end them. */
export const waitingKeywords = [
  defineKeyword({
    name: 'Wait For Process',
    doc: 'Waits until a process has ended, and gives its result; None if it runs on after the timeout.',
    arguments: [
      handle,
      optional('timeout', timeOrNone, undefined, 'How long to wait, `1 min`.'),
      optional(
        'onTimeout',
        oneOf('continue', 'terminate', 'kill'),
        'continue',
        'What happens when that is over.',
      ),
    ],
    run: (given, context) => waitFor(processesOf(context.suite).find(given.handle), given, context),
  }),
  defineKeyword({
    name: 'Terminate Process',
    doc: 'Ends a process with all that it started, and gives its result. What does not end within 30 s is killed.',
    arguments: [handle, kill],
    run: (given, context) => end(processesOf(context.suite).find(given.handle), given.kill, context),
  }),
  defineKeyword({
    name: 'Terminate All Processes',
    doc: 'Ends all processes that the suite started, and forgets them.',
    arguments: [kill],
    run: (given, context) =>
      processesOf(context.suite).endAll(given.kill ? 'kill' : 'terminate', (text) => context.log(text)),
  }),
]

/** How long to wait for a process, and what comes then. */
export interface Wait {
  readonly timeout: number | undefined
  readonly onTimeout: 'continue' | 'terminate' | 'kill'
}

/** Waits for a process; its result, or null if it was left running. */
export async function waitFor(
  started: StartedProcess,
  { timeout = 0, onTimeout }: Wait,
  context: KeywordContext,
): Promise<ProcessResult | null> {
  context.log('Waiting for process to complete.')
  const isOver = await started.wait(timeout > 0 ? timeout : Number.POSITIVE_INFINITY, context)
  if (isOver) {
    context.log('Process completed.')
    return (await started.result()) ?? null
  }
  context.log(`Process did not complete in ${spokenDuration(timeout)}.`)
  if (onTimeout !== 'continue') return end(started, onTimeout === 'kill', context)
  context.log('Leaving process intact.')
  return null
}

async function end(
  started: StartedProcess,
  isKill: boolean,
  context: KeywordContext,
): Promise<ProcessResult | null> {
  await started.end(isKill ? 'kill' : 'terminate', (text) => context.log(text))
  context.log('Process completed.')
  return (await started.result()) ?? null
}
