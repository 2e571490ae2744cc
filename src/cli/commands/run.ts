import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { thirdPartyInterfaces } from '../../playwright/bench/third-party-interfaces.ts'
import { type BenchUse, onceBeforeRun, type RunFacts } from '../../playwright/config/before-run.ts'
import {
  announceExporter,
  announceInterfaces,
  announceOutsideSuites,
} from '../../playwright/config/environment.ts'
import { isSuitePath } from '../../playwright/config/find-suites.ts'
import { currentOutcome } from '../../playwright/suites/outcome.ts'
import type { BenchDescription } from '../../runtime/connection.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { ownFile } from '../../runtime/own-file.ts'
import type { Problem } from '../../runtime/problem.ts'
import { ownIdentity } from '../../transport/client/client-identity.ts'
import { findProblems, toldOnce } from '../check/find-problems.ts'
import { printProblems } from '../check/text-output.ts'
import { EXIT } from '../exit-codes.ts'
import { exporterAddress, type NamedExporter } from '../exporter/exporter-address.ts'
import { openExporter } from '../exporter/open-exporter.ts'
import type { Terminal } from '../terminal.ts'
import { splitArguments } from './playwright-arguments.ts'

/** What to run. */
export interface RunRequest {
  /** Paths and Playwright's options, in the order given. */
  readonly args: readonly string[]
  readonly config: string | undefined
  /** The exporter whose bench is used; the bench files of this machine if left out. */
  readonly exporter?: string | undefined
  /** The name of one in the user's configuration. */
  readonly context?: string | undefined
}

/** A suite, spec or folder that was named, and the line in it. */
interface NamedPath {
  readonly path: string
  readonly line: string
}

/**
 * Runs Playwright in this process. The suites are checked first, when the configuration is known: with a mistake in
 * any of them nothing runs. Returns nothing: Playwright ends the process, with an exit code of ours.
 */
export async function runSuites(request: RunRequest, terminal: Terminal): Promise<undefined> {
  const { args, config } = request
  const { filters, options } = splitArguments(args)
  const configFile = config === undefined ? findConfig() : resolve(config)
  if (config !== undefined && !existsSync(resolve(config)))
    throw new SuiteError('config-missing', `There is no configuration ${config}.`)
  const named = filters.map(namedPath)
  const root = configFile === undefined ? process.cwd() : join(configFile, '..')
  announceOutsideSuites(
    named.map((one) => one.path).filter((path) => isSuitePath(path) && !isInside(root, path)),
  )
  const bench = await exportedBench(request, terminal)
  onceBeforeRun((facts) => stopAtProblems(facts, { named, bench }, terminal))
  process.on('exit', (code) => {
    process.exitCode = exitCode(code)
  })
  const patterns = named.map(({ path, line }) => pattern(root, path) + line)
  startPlaywright(['test', '--config', configFile ?? ownConfig(), ...patterns, ...options])
  return undefined
}

/** What the exporter's bench has, if there is an exporter: then every worker uses it. */
async function exportedBench(
  named: NamedExporter,
  terminal: Terminal,
): Promise<BenchDescription | undefined> {
  const address = await exporterAddress(named, terminal.env)
  if (address === undefined) return undefined
  // Workers are this run's: they share its session, and are called by its name.
  const own = { ...address, as: ownIdentity() }
  announceExporter(own)
  const connection = await openExporter(own, terminal)
  try {
    announceInterfaces(thirdPartyInterfaces(connection.description.interfaces ?? {}))
    return connection.description
  } finally {
    await connection[Symbol.asyncDispose]()
  }
}

/** Checks what would run, and runs nothing; a line behind a path selects no part of a suite here. */
export async function dryRun(args: readonly string[], terminal: Terminal): Promise<number> {
  const { checkSuites } = await import('./check.ts')
  const paths = splitArguments(args).filters.map((filter) => namedPath(filter).path)
  return checkSuites({ paths, benchFile: undefined }, terminal)
}

/** Hands the process over to Playwright's command line. */
export function startPlaywright(args: readonly string[]): void {
  process.argv = [process.argv[0] ?? 'node', 'playwright', ...args]
  createRequire(import.meta.url)('@playwright/test/cli')
}

/** What the run's end means: whose fault it was decides between 1, 2 and 3. */
function exitCode(code: number): number {
  if (code !== EXIT.failed) return code
  const { testsRan, labFailures } = currentOutcome()
  if (labFailures > 0) return EXIT.lab
  return testsRan === 0 ? EXIT.usage : EXIT.failed
}

/** Ends the process with every problem on the screen. */
function stopAtProblems(
  { suites, benches, bind, problems: own }: RunFacts,
  { named, bench }: { readonly named: readonly NamedPath[]; readonly bench: BenchDescription | undefined },
  terminal: Terminal,
): void {
  const wanted =
    named.length === 0
      ? suites
      : suites.filter((suite) => named.some(({ path }) => suite === path || isInside(path, suite)))
  const found =
    wanted.length === 0 ? [] : benches.flatMap((use) => problemsOn(use, { suites: wanted, bench }, bind))
  const problems = [...own, ...toldOnce(found)]
  printProblems(problems, terminal)
  if (!problems.some((problem) => problem.severity === 'error')) return
  terminal.stderr.write('Nothing was run: put the mistakes right first.\n')
  process.exit(EXIT.usage)
}

function problemsOn(
  { benchFile, named, board }: BenchUse,
  { suites, bench }: { readonly suites: readonly string[]; readonly bench: BenchDescription | undefined },
  bind: RunFacts['bind'],
): readonly Problem[] {
  const file = named || existsSync(benchFile) ? benchFile : undefined
  return findProblems({ paths: suites, benchFile: file, description: bench, board, bind }).problems
}

function findConfig(): string | undefined {
  const names = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs'].map((extension) =>
    resolve(`playwright.config.${extension}`),
  )
  return names.find((name) => existsSync(name))
}

function ownConfig(): string {
  return ownFile('src/playwright/config/default-config')
}

/** `suites/boot.hil:12` → path and line; a name that looks like a file must exist. */
function namedPath(text: string): NamedPath {
  const [, name = text, line = ''] = /^(.*?)((?::\d+){1,2})?$/.exec(text) ?? []
  const path = resolve(name)
  if (existsSync(path)) return { path, line }
  if (!/\.(hil|robot|[cm]?[jt]s)$/i.test(name) && !name.includes(sep)) return { path: text, line: '' }
  const hint =
    didYouMean(name, []) ?? 'Name a suite, a spec or a folder; a line may follow: suites/boot.hil:12'
  throw new SuiteError('path-missing', `There is no file or folder "${name}".`, { hint })
}

/** The path as Playwright matches it, a regular expression: from the root, so that it fits suite and stub. */
function pattern(root: string, path: string): string {
  if (!isAbsolute(path)) return path
  const shown = isInside(root, path) ? relative(root, path) : path
  const folder = existsSync(path) && !/\.[^/\\]+$/.test(path) ? sep : ''
  return shown === '' ? '.' : (shown + folder).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path)
  return inside === '' || (!inside.startsWith('..') && !isAbsolute(inside))
}
