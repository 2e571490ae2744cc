import { Option } from 'commander'

/** What the options for tags hold. */
export interface TagOptions {
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
  readonly skip?: readonly string[] | undefined
  readonly skiponfailure?: readonly string[] | undefined
}

/** `--include`, `--exclude`, `--skip` and `--skiponfailure`, each any number of times. */
export function tagOptions(): Option[] {
  return [
    tagOption(
      '-i, --include <tag>',
      'run only tests with the tag; a pattern such as "rail-* AND smoke NOT slow"',
    ),
    tagOption('-e, --exclude <tag>', 'run no tests with the tag'),
    tagOption('--skip <tag>', 'skip tests with the tag'),
    tagOption('--skiponfailure <tag>', 'count failed tests with the tag as skipped'),
  ]
}

/** Keeps the choice of tests where this process and those that it starts find it. */
export async function giveTags(options: TagOptions): Promise<void> {
  const { include = [], exclude = [], skip = [], skiponfailure: skipOnFailure = [] } = options
  if (include.length + exclude.length + skip.length + skipOnFailure.length === 0) return
  const { announceTags } = await import('../playwright/config/environment.ts')
  announceTags({ include, exclude, skip, skipOnFailure })
}

function tagOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] = []) => [
    ...before,
    value,
  ])
}
