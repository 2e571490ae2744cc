import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { didYouMean } from '../../runtime/neighbours.ts'
import type { Problem } from '../../runtime/problem.ts'
import type { HilwrightConfig } from './options.ts'

/** Playwright's top-level keys in version 1.65, and ours; it ignores others without a word. */
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
    'resourcePath',
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

/** A mistake in the configuration: what is wrong, and the key it is at. */
interface Mistake {
  readonly key: string
  readonly message: string
  readonly hint?: string | undefined
}

/**
 * Every key that nobody knows (in `use` only those near to ours, since plugins add others), every value of ours that
 * is none, and a test folder that does not exist; each with its place in the file.
 */
export function checkConfig(config: HilwrightConfig, file: string): Problem[] {
  const unknown = Object.keys(config).filter((key) => !CONFIG_KEYS.includes(key) && !key.startsWith('@'))
  const uses = [config.use, ...(config.projects ?? []).map((project) => project.use)]
  const mistakes = [
    ...unknown.map((key) => ({ key, message: unknownOption(key), hint: didYouMean(key, CONFIG_KEYS) })),
    ...checkTestDir(config.testDir, dirname(file)),
    ...checkResourcePath(config.resourcePath, dirname(file)),
    ...uses.flatMap((use) => checkUse(use ?? {})),
  ]
  if (mistakes.length === 0) return []
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return mistakes.map((mistake) => problemAt(mistake, file, text))
}

function checkTestDir(testDir: unknown, root: string): Mistake[] {
  if (testDir === undefined) return []
  if (typeof testDir !== 'string') return [{ key: 'testDir', message: 'The option "testDir" must be text.' }]
  if (existsSync(resolve(root, testDir))) return []
  const hint = 'testDir names the folder that holds the suites and specs, from the folder of this file.'
  return [{ key: 'testDir', message: `There is no folder "${testDir}".`, hint }]
}

function checkResourcePath(paths: unknown, root: string): Mistake[] {
  if (paths === undefined) return []
  const key = 'resourcePath'
  if (!Array.isArray(paths) || paths.some((path) => typeof path !== 'string'))
    return [{ key, message: `The option "${key}" must be a list of folders.` }]
  return (paths as readonly string[])
    .filter((path) => !existsSync(resolve(root, path)))
    .map((path) => ({ key, message: `There is no folder "${path}".` }))
}

function checkUse(use: object): Mistake[] {
  const misspelt = Object.keys(use).flatMap((key): Mistake[] => {
    const near = USE_KEYS.find(
      (known) => known !== key && known.toLowerCase() === key.replace(/[-_]/g, '').toLowerCase(),
    )
    return near === undefined
      ? []
      : [{ key, message: unknownOption(`use.${key}`), hint: `Did you mean "${near}"?` }]
  })
  const wrong = USE_KEYS.filter((key) => {
    const value = (use as Readonly<Record<string, unknown>>)[key]
    return value !== undefined && typeof value !== 'string'
  })
  return [...misspelt, ...wrong.map((key) => ({ key, message: `The option "use.${key}" must be text.` }))]
}

function unknownOption(name: string): string {
  return `I do not know the option "${name}".`
}

/** Values are computed, but keys are mostly written: the first place that looks like the key, or the file's beginning. */
function problemAt({ key, message, hint }: Mistake, file: string, text: string): Problem {
  const name = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const found = new RegExp(`(?<![\\w$.])${name}(?=['"]?\\s*[:,}])`).exec(text)?.index ?? 0
  const before = text.slice(0, found).split('\n')
  const column = (before.at(-1) ?? '').length + 1
  const excerpt = text.split('\n')[before.length - 1] ?? ''
  const place = { file, line: before.length, column, endColumn: column + key.length, excerpt }
  return {
    code: 'config-invalid',
    severity: 'error',
    ...place,
    message,
    ...(hint === undefined ? {} : { hint }),
  }
}
