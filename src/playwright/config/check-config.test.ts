import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import type { HilwrightConfig } from './options.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-config-'))
  mkdirSync(join(folder, 'suites'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** The problems of a configuration whose file has this text, as `line:column-endColumn message | hint`. */
function problems(config: object, text = ''): string[] {
  const file = join(folder, 'playwright.config.ts')
  writeFileSync(file, text)
  return checkConfig(config as HilwrightConfig, file).map(
    ({ line, column, endColumn, message, hint, excerpt }) =>
      `${line}:${column}-${endColumn} (${excerpt.slice(column - 1, endColumn - 1)}) ${message}${hint === undefined ? '' : ` | ${hint}`}`,
  )
}

test('a configuration of known options is fine, with options of plugins in use', () => {
  const use = { benchFile: 'bench.yaml', board: 'Board', myOption: 1 }
  expect(problems({ testDir: 'suites', use, '@private': 1, projects: [{ name: 'a', use }] })).toEqual([])
})

test('everything that is wrong is told in its place', () => {
  const text = [
    'export default defineConfig({',
    "  testDir: 'tests',",
    "  'retrys': 2,",
    '  use: { bench_file: 1, board: 7 },',
    '  projects: [{ use: { benchfile: 1 } }],',
    '})',
  ].join('\n')
  expect(
    problems(
      {
        testDir: 'tests',
        retrys: 2,
        use: { bench_file: 1, board: 7 },
        projects: [{ use: { benchfile: 1 } }],
      },
      text,
    ),
  ).toEqual([
    '3:4-10 (retrys) I do not know the option "retrys". | Did you mean "retries"?',
    '2:3-10 (testDir) There is no folder "tests". | testDir names the folder that holds the suites and specs, from the folder of this file.',
    '4:10-20 (bench_file) I do not know the option "use.bench_file". | Did you mean "benchFile"?',
    '4:25-30 (board) The option "use.board" must be text.',
    '5:23-32 (benchfile) I do not know the option "use.benchfile". | Did you mean "benchFile"?',
  ])
})

test('a key that is not written in the file is told at its beginning', () => {
  expect(problems({ testDir: 7 }, 'export default load()')).toEqual([
    '1:1-8 (export ) The option "testDir" must be text.',
  ])
})
