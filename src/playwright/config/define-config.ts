import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { PlaywrightTestConfig } from '@playwright/test'
import { standardCatalogue } from '../../keywords/libraries/standard.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { ownFile } from '../../runtime/own-file.ts'
import { formatProblems } from '../../runtime/problem.ts'
import { interfacesOfRun } from '../bench/third-party-interfaces.ts'
import { createSuiteCompiler } from '../suites/suite-compiler.ts'
import { installSuiteModules } from '../suites/suite-module.ts'
import { type BenchUse, type RunFacts, tellBeforeRun } from './before-run.ts'
import { callerFile } from './caller-file.ts'
import { checkConfig } from './check-config.ts'
import { delayOptimizing } from './delay-optimizing.ts'
import { isWorker, outsideSuites } from './environment.ts'
import { findSuites } from './find-suites.ts'
import { importSurroundings } from './import-settings.ts'
import type { HilwrightConfig } from './options.ts'
import { isOnlyRead } from './read-resource-path.ts'
import { STUB_FOLDER, writeStubs } from './stubs.ts'

type HilwrightProject = NonNullable<HilwrightConfig['projects']>[number]

/** Where reports go, from the folder of the configuration. */
export const REPORT_FOLDER = 'hil-report'

/** How long a test may take if the configuration does not say. */
const TEST_TIMEOUT_MS = 120_000

const SPEC_FILE = /\.(spec|test)\.[cm]?[jt]sx?$/

/**
 * Makes a Playwright configuration that runs keyword suites (`.hil`, `.robot`) and TypeScript specs in one run, on one
 * bench. Everything of Playwright's configuration can be given; `testDir` defaults to the folder of the file. Throws a
 * SuiteError with every mistake in it, keys that nobody knows among them.
 */
export function defineConfig(config: HilwrightConfig = {}): PlaywrightTestConfig {
  if (isOnlyRead(config)) return config as PlaywrightTestConfig
  return createConfig(callerFile() ?? resolve('playwright.config.ts'), config)
}

/** The same for a configuration in a file that need not exist. */
export function createConfig(file: string, config: HilwrightConfig): PlaywrightTestConfig {
  delayOptimizing()
  const root = dirname(file)
  const problems = isWorker() ? [] : checkConfig(config, file)
  const testDir = resolve(root, textOr('.', config.testDir))
  const { benchFile } = benchUse(root, config.use)
  const { resourcePath, ...ofPlaywright } = config
  const compiler = createSuiteCompiler(
    lazy(() => standardCatalogue(interfacesOfRun(benchFile))),
    lazy(() => importSurroundings(root, resourcePath)),
  )
  installSuiteModules(compiler)
  process.env.PW_TEST_REPORTER ??= ownFile('src/playwright/session-reporter')
  if (!isWorker()) prepareRun(root, testDir, { config, problems, bind: compiler.bindAhead })
  const merged: HilwrightConfig = {
    timeout: TEST_TIMEOUT_MS,
    workers: 1,
    reporter: defaultReporters(root),
    outputDir: join(root, 'test-results'),
    ...ofPlaywright,
    testDir: root,
    testMatch: testMatch(root, testDir, config.testMatch),
    globalSetup: [ownFile('src/playwright/global-setup'), ...listOf(config.globalSetup)],
    use: { ...config.use, benchFile },
    ...(config.projects === undefined
      ? {}
      : { projects: config.projects.map((one) => placeBench(root, one)) }),
  }
  return merged as PlaywrightTestConfig
}

/** What the projects use of benches, or the configuration itself if it has none; each combination once. */
function benchUses(root: string, { use, projects = [] }: HilwrightConfig): BenchUse[] {
  const given = projects.length === 0 ? [use] : projects.map((project) => ({ ...use, ...project.use }))
  const uses = given.map((one) => benchUse(root, one))
  return [...new Map(uses.map((one) => [`${one.benchFile}|${one.board}`, one])).values()]
}

function benchUse(root: string, use: HilwrightConfig['use']): BenchUse {
  const benchFile = resolve(root, textOr('bench.yaml', use?.benchFile))
  return { benchFile, named: use?.benchFile !== undefined, board: textOr('', use?.board) }
}

/** A project may name a bench file of its own, from the folder of the configuration too. */
function placeBench(root: string, project: HilwrightProject): HilwrightProject {
  const benchFile = project.use?.benchFile
  return benchFile === undefined
    ? project
    : { ...project, use: { ...project.use, benchFile: resolve(root, benchFile) } }
}

interface Prepared extends Pick<RunFacts, 'problems' | 'bind'> {
  readonly config: HilwrightConfig
}

/** In the runner, not in its workers: makes the stubs of the suites, and lets the command line check them. */
function prepareRun(root: string, testDir: string, { config, problems, bind }: Prepared): void {
  const suites = [...(existsSync(testDir) ? findSuites(testDir) : []), ...outsideSuites()]
  writeStubs(root, suites)
  tellBeforeRun({ root, suites, benches: benchUses(root, config), problems, bind })
  if (problems.length === 0) return
  const text = formatProblems(problems, (path) => relative(process.cwd(), path))
  throw new SuiteError('config-invalid', `The configuration has mistakes.\n\n${text}`)
}

/** Playwright's list, its HTML report, and JUnit and JSON beside it. */
function defaultReporters(root: string): NonNullable<HilwrightConfig['reporter']> {
  // A list of tests is no run: it must not take the place of the last run's reports.
  if (process.argv.includes('--list')) return [['list']]
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

/** What is no text is told as a problem, and the default stands in. */
function textOr(fallback: string, value: unknown): string {
  return typeof value === 'string' ? value : fallback
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
