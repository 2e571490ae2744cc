/** Playwright's options that take a value as the next argument; those with an optional value need `=`. */
const WITH_VALUE = new Set([
  ...[
    '--browser',
    '--config',
    '-c',
    '--global-timeout',
    '--grep',
    '-g',
    '--grep-invert',
    '--max-failures',
    '--output',
  ],
  ...['--project', '--repeat-each', '--reporter', '--retries', '--shard', '--shard-weights', '--test-list'],
  ...[
    '--test-list-invert',
    '--timeout',
    '--trace',
    '--tsconfig',
    '--ui-host',
    '--ui-port',
    '--workers',
    '-j',
  ],
])

/** What was given to `hil run`, told apart. */
export interface SplitArguments {
  /** Names of suites, specs and folders. */
  readonly filters: readonly string[]
  /** Options with their values, as they were given. */
  readonly options: readonly string[]
}

/** Tells the names of files from Playwright's options and their values. */
export function splitArguments(args: readonly string[]): SplitArguments {
  const filters: string[] = []
  const options: string[] = []
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (!arg.startsWith('-')) filters.push(arg)
    else {
      options.push(arg)
      const value = args[index + 1]
      if (WITH_VALUE.has(arg) && value !== undefined) {
        options.push(value)
        index++
      }
    }
  }
  return { filters, options }
}
