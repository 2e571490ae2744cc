import { defineKeyword, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { timeOrNone } from '../../conversion/time-or-none.ts'
import { isFile, isFolder, isPattern, matchingPaths } from '../../files/matching-paths.ts'
import { spokenDuration } from '../../interpreter/spoken-duration.ts'
import { message, path } from './path-arguments.ts'

const timeout = optional('timeout', timeOrNone, 60_000, 'How long to wait, `1 min`; NONE waits without end.')

/** The keywords about whether files and folders are there; patterns with * and ? match any number of them. */
export const existenceKeywords = [
  ...existence('Path', '', () => true),
  ...existence('File', 'File ', isFile),
  ...existence('Directory', 'Directory ', isFolder),
  defineKeyword({
    name: 'Wait Until Created',
    doc: 'Waits until there is a file or folder of that path or pattern.',
    arguments: [path, timeout],
    run: (given, context) => waitUntil(given, 'created', context),
  }),
  defineKeyword({
    name: 'Wait Until Removed',
    doc: 'Waits until there is no file or folder of that path or pattern.',
    arguments: [path, timeout],
    run: (given, context) => waitUntil(given, 'removed', context),
  }),
]

/** The two checks of one kind of thing. */
function existence(kind: string, prefix: string, is: (path: string) => boolean) {
  const what = kind === 'Path' ? 'file or folder' : kind === 'File' ? 'file' : 'folder'
  return [
    defineKeyword({
      name: `${prefix}Should Exist`,
      doc: `Fails unless there is a ${what} of that path or pattern.`,
      arguments: [path, message],
      run: (given, context) => {
        if (!matchingPaths(given.path).some(is))
          throw new Error(given.msg || `${kind} '${given.path}' does not exist.`)
        context.log(`${kind} '${given.path}' exists.`)
      },
    }),
    defineKeyword({
      name: `${prefix}Should Not Exist`,
      doc: `Fails if there is a ${what} of that path or pattern.`,
      arguments: [path, message],
      run: (given, context) => {
        const found = matchingPaths(given.path).filter(is)
        if (found.length > 0)
          throw new Error(given.msg || `${kind} '${given.path}' ${foundText(given.path, found)}`)
        context.log(`${kind} '${given.path}' does not exist.`)
      },
    }),
  ]
}

function foundText(pattern: string, found: readonly string[]): string {
  if (!isPattern(pattern)) return 'exists.'
  const names = found.map((name) => `'${name}'`)
  return `matches ${[names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ')}.`
}

/** How often to look, in milliseconds. */
const INTERVAL = 50

async function waitUntil(
  given: { readonly path: string; readonly timeout: number | undefined },
  what: 'created' | 'removed',
  context: KeywordContext,
): Promise<void> {
  const end = performance.now() + (given.timeout ?? Number.POSITIVE_INFINITY)
  while (matchingPaths(given.path).length > 0 !== (what === 'created')) {
    if (performance.now() >= end)
      throw new Error(`'${given.path}' was not ${what} in ${spokenDuration(given.timeout ?? 0)}.`)
    await context.sleep(Math.min(INTERVAL, Math.max(1, end - performance.now())))
  }
  context.log(`'${given.path}' was ${what}.`)
}
