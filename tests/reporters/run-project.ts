import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { execa } from 'execa'

const REPOSITORY = resolve(import.meta.dirname, '../..')
const CLI = join(REPOSITORY, 'node_modules/@playwright/test/cli.js')

/** What a test reads of the JSON report; the shape is docs/reports.md's. */
export interface JsonSuite {
  readonly suite: string
  readonly file: string
  readonly project?: string
  readonly stats: Readonly<Record<string, number>>
  readonly tests: Readonly<Record<string, string>>
  readonly dateTime: string
  readonly details: readonly JsonTest[]
}

/** A test in the JSON report. */
interface JsonTest {
  readonly name: string
  readonly line: number
  readonly status: string
  readonly flaky: boolean
  readonly reason?: string
  readonly tags: readonly string[]
  readonly devices: readonly string[]
  readonly failure?: { readonly message: string; readonly step?: string; readonly location?: object }
  readonly attempts: readonly {
    readonly status: string
    readonly errors: readonly { readonly message: string }[]
  }[]
}

/** A run of Playwright's command line: it ends with its exit code and all that it printed. */
interface RunningCli extends Promise<{ readonly exitCode?: number; readonly all: string }> {
  kill(signal: NodeJS.Signals): boolean
}

/** A Playwright project in a temporary folder, run by Playwright's own command line with the built reporters. */
export interface Project extends AsyncDisposable {
  readonly folder: string
  /** Runs `playwright ARGS`; never rejects. */
  run(args?: readonly string[], env?: NodeJS.ProcessEnv): RunningCli
  /** The JSON report of the last run. */
  json(): JsonSuite[]
  /** The JUnit report of the last run. */
  junit(): string
}

/** Writes the files into a new project; `settings` are lines of its Playwright configuration. */
export async function createProject(
  files: Readonly<Record<string, string>>,
  settings = '',
): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'hilwright-reporters-'))
  await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'), 'dir')
  for (const [name, text] of Object.entries({ 'playwright.config.cjs': configText(settings), ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return {
    folder,
    run: (args = ['test'], env = {}) =>
      execa(process.execPath, [CLI, ...args], {
        cwd: folder,
        env: { ...cleanEnv(), ...env },
        extendEnv: false,
        reject: false,
        all: true,
      }),
    json: () => JSON.parse(readFileSync(join(folder, 'out/results.json'), 'utf8')),
    junit: () => readFileSync(join(folder, 'out/junit.xml'), 'utf8'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The text of a spec with the given lines of tests; `test`, `expect` and `hang` are at hand. */
export function spec(...lines: readonly string[]): string {
  const head =
    "const { test, expect } = require('@playwright/test'); const hang = () => new Promise(() => {});"
  return [head, ...lines, ''].join('\n')
}

/**
 * A stand-in for the stub of a `.hil` suite: its tests have their location in the `.hil` file, on the lines of
 * `code`, though Playwright has collected the stub.
 */
export function stub(hilFile: string, code: string): string {
  return [
    "const Module = require('node:module')",
    `const file = require('node:path').resolve(__dirname, ${JSON.stringify(hilFile)})`,
    'const suite = new Module(file, module)',
    'Object.assign(suite, { filename: file, paths: module.paths })',
    `suite._compile(${JSON.stringify(code)}, file)`,
  ].join('\n')
}

/** Resolves when the file is there. */
export async function fileAppears(file: string): Promise<void> {
  while (!existsSync(file)) await new Promise((done) => setTimeout(done, 20))
}

function configText(settings: string): string {
  const reporter = (name: string, file: string) =>
    `[${JSON.stringify(join(REPOSITORY, `dist/reporters/${name}.js`))}, { outputFile: 'out/${file}' }]`
  return `const config = { testMatch: /(\\.spec|\\.hil)\\.cjs$/, workers: 1 }
config.reporter = [['list'], ${reporter('json', 'results.json')}, ${reporter('junit', 'junit.xml')}]
${settings}
module.exports = config
`
}

/** The environment without what would change a run's colours, reports or defaults. */
function cleanEnv(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env)
  return Object.fromEntries(
    entries.filter(([name]) => !/^(CI|FORCE_COLOR|PLAYWRIGHT_|PW|NODE_OPTIONS|VITEST)/.test(name)),
  )
}
