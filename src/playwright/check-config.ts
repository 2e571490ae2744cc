import { SuiteError } from '../runtime/errors.ts'
import { didYouMean } from '../runtime/neighbours.ts'
import type { HilwrightConfig } from './options.ts'

/** Playwright's top-level keys in version 1.65; it ignores others without a word. */
const CONFIG_KEYS = [
  ...['build', 'captureGitInfo', 'expect', 'failOnFlakyTests', 'forbidOnly', 'fullyParallel', 'globalSetup'],
  ...[
    'globalTeardown',
    'globalTimeout',
    'grep',
    'grepInvert',
    'ignoreSnapshots',
    'maxFailures',
    'metadata',
    'name',
  ],
  ...[
    'outputDir',
    'preserveOutput',
    'projects',
    'quiet',
    'repeatEach',
    'reporter',
    'reportSlowTests',
    'respectGitIgnore',
  ],
  ...[
    'retries',
    'shard',
    'snapshotDir',
    'snapshotPathTemplate',
    'tag',
    'testDir',
    'testIgnore',
    'testMatch',
    'timeout',
  ],
  ...['tsconfig', 'updateSnapshots', 'updateSourceMethod', 'use', 'webServer', 'workers'],
]

/** Hilwright's keys in `use`. */
const USE_KEYS = ['benchFile', 'board']

/** Throws a SuiteError that names every key nobody knows; in `use` only those near to ours, since plugins add others. */
export function checkConfig(config: HilwrightConfig): void {
  const unknown = Object.keys(config).filter((key) => !CONFIG_KEYS.includes(key) && !key.startsWith('@'))
  const problems = unknown.map(
    (key) => `I do not know the option "${key}". ${didYouMean(key, CONFIG_KEYS) ?? ''}`,
  )
  const uses = [config.use, ...(config.projects ?? []).map((project) => project.use)]
  for (const use of uses) problems.push(...checkUse(use ?? {}))
  if (problems.length === 0) return
  throw new SuiteError('config-invalid', `The configuration has mistakes:\n  ${problems.join('\n  ')}`)
}

function checkUse(use: object): string[] {
  const misspelt = Object.keys(use).flatMap((key) => {
    const near = USE_KEYS.find(
      (known) => known !== key && known.toLowerCase() === key.replace(/[-_]/g, '').toLowerCase(),
    )
    return near === undefined ? [] : [`I do not know the option "use.${key}". Did you mean "${near}"?`]
  })
  const wrong = USE_KEYS.filter((key) => {
    const value = (use as Readonly<Record<string, unknown>>)[key]
    return value !== undefined && typeof value !== 'string'
  })
  return [...misspelt, ...wrong.map((key) => `The option "use.${key}" must be text.`)]
}
