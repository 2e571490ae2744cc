import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { PlaywrightTestConfig } from '@playwright/test'
import { standardCatalogue } from '../keywords/libraries/standard.ts'
import { ownFile } from '../runtime/own-file.ts'
import { type RunFacts, tellBeforeRun } from './before-run.ts'
import { callerFile } from './caller-file.ts'
import { checkConfig } from './check-config.ts'
import { isWorker, outsideSuites } from './environment.ts'
import { findSuites } from './find-suites.ts'
import type { HilwrightConfig } from './options.ts'
import { STUB_FOLDER, writeStubs } from './stubs.ts'
import { createSuiteCompiler } from './suite-compiler.ts'
import { installSuiteModules } from './suite-module.ts'

/** Where reports go, from the folder of the configuration. */
export const REPORT_FOLDER = 'hil-report'

/** How long a test may take if the configuration does not say. */
const TEST_TIMEOUT_MS = 120_000

const SPEC_FILE = /\.(spec|test)\.[cm]?[jt]sx?$/

/**
 * Makes a Playwright configuration that runs keyword suites (`.hil`, `.robot`) and TypeScript specs in one run, on one
 * bench. Everything of Playwright's configuration can be given; `testDir` defaults to the folder of the file. Throws a
 * SuiteError for keys that nobody knows.
 */
export function defineConfig(config: HilwrightConfig = {}): PlaywrightTestConfig {
  return createConfig(dirname(callerFile() ?? join(process.cwd(), 'playwright.config.ts')), config)
}

/** The same for a project without a configuration file. */
export function createConfig(root: string, config: HilwrightConfig): PlaywrightTestConfig {
  checkConfig(config)
  const testDir = resolve(root, config.testDir ?? '.')
  const benchFile = resolve(root, config.use?.benchFile ?? 'bench.yaml')
  const compiler = createSuiteCompiler(lazy(standardCatalogue))
  installSuiteModules(compiler)
  if (!isWorker()) prepareRun(root, testDir, { benchFile, config, bind: compiler.bindAhead })
  process.env.PW_TEST_REPORTER ??= ownFile('src/playwright/session-reporter')
  const merged: HilwrightConfig = {
    timeout: TEST_TIMEOUT_MS,
    workers: 1,
    reporter: defaultReporters(root),
    outputDir: join(root, 'test-results'),
    ...config,
    testDir: root,
    testMatch: testMatch(root, testDir, config.testMatch),
    globalSetup: [ownFile('src/playwright/global-setup'), ...listOf(config.globalSetup)],
    use: { ...config.use, benchFile },
  }
  return merged as PlaywrightTestConfig
}

/** In the runner, not in its workers: makes the stubs of the suites, and lets the command line check them. */
function prepareRun(
  root: string,
  testDir: string,
  { benchFile, config, bind }: Pick<RunFacts, 'benchFile' | 'bind'> & { config: HilwrightConfig },
): void {
  const suites = [...(existsSync(testDir) ? findSuites(testDir) : []), ...outsideSuites()]
  writeStubs(root, suites)
  const { use } = config
  tellBeforeRun({
    root,
    suites,
    benchFile,
    benchNamed: use?.benchFile !== undefined,
    board: use?.board ?? '',
    bind,
  })
}

/** Playwright's list, its HTML report, and JUnit and JSON beside it. */
function defaultReporters(root: string): NonNullable<HilwrightConfig['reporter']> {
  const folder = join(root, REPORT_FOLDER)
  return [
    ['list'],
    ['html', { outputFolder: folder, open: 'never' }],
    [ownFile('reporters/junit'), { outputFile: join(folder, 'junit.xml'), testcaseDetails: true, root }],
    [ownFile('reporters/json'), { outputFile: join(folder, 'results.json'), root }],
  ]
}

/** Specs in the test folder, and the stubs of the suites, which stand beside it. */
function testMatch(root: string, testDir: string, given: HilwrightConfig['testMatch']) {
  const stubs = new RegExp(`^${escapeExpression(join(root, STUB_FOLDER) + sep)}.*\\.(hil|robot)\\.cjs$`, 'i')
  if (given !== undefined) return [stubs, ...listOf(given)]
  const inside = relative(root, testDir)
  const folder = inside === '' ? `${root}${sep}` : `${testDir}${sep}`
  return [
    stubs,
    new RegExp(`^${escapeExpression(folder)}(?!.*[/\\\\](?:dist|node_modules)[/\\\\]).*${SPEC_FILE.source}`),
  ]
}

function escapeExpression(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function listOf<T>(value: T | readonly T[] | undefined): T[] {
  if (value === undefined) return []
  return Array.isArray(value) ? [...(value as readonly T[])] : [value as T]
}

function lazy<T>(create: () => T): () => T {
  let value: T | undefined
  return () => {
    value ??= create()
    return value
  }
}
