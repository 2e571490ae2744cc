import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { expect } from 'vitest'
import { installPackage } from './installed-package.ts'
import { type OwnedProcess, processesOf } from './leftovers.ts'
import { readRecords, type StoredRecord } from './read-records.ts'
import type { JsonSuite } from './reporters/run-project.ts'

/** How a command ended, and all that it printed. */
export interface Ended {
  /** Undefined if a signal ended it. */
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
  /** Both, as they came. */
  readonly all: string
}

/** A command at work; awaiting it waits for its end, and never rejects. */
export interface Running extends Promise<Ended> {
  readonly pid: number
  /** Resolves to all that was said once it has the text; rejects if the command ends without having said it. */
  says(text: string): Promise<string>
  /** Sends a signal to this process, or to its whole group, as a terminal does on Ctrl-C. */
  signal(signal: NodeJS.Signals, to: 'process' | 'group'): void
}

/** A temporary project: files in, commands run in it, exit codes and output out. */
export interface Project extends AsyncDisposable {
  readonly folder: string
  /** Writes files, by their paths in the project. */
  write(files: Files): void
  read(path: string): string
  exists(path: string): boolean
  /** Runs `hil ARGS` with the package as it is installed. */
  hil(args: readonly string[], env?: NodeJS.ProcessEnv): Running
  /** Runs `playwright ARGS`. */
  playwright(args: readonly string[], env?: NodeJS.ProcessEnv): Running
  /** The JSON report of the last run. */
  json(): JsonSuite[]
  /** The JUnit report of the last run. */
  junit(): string
  /** Every record of the last run. */
  records(): StoredRecord[]
  /** The record in the folder whose name ends so. */
  record(ending: string): StoredRecord
  /** Processes of this project's runs that are alive. */
  processes(): OwnedProcess[]
  /** Resolves when no process, socket or folder of any run is left. */
  isClean(): Promise<void>
}

type Files = Readonly<Record<string, string>>

/** One virtual board that runs as fast as it can. */
export const BENCH = `devices:
  board:
    type: avr-board
    pace: fast
    labels: { vendor: acme, model: widget-v2 }
`

/** The command, in a project's folder. */
export const HIL = 'node_modules/hilwright/dist/src/cli/main.js'

/** A configuration with the given lines in it; suites lie in `suites`. */
export function config(...lines: readonly string[]): string {
  const body = ["testDir: 'suites',", ...lines].map((line) => `  ${line}\n`).join('')
  return `import { defineConfig } from 'hilwright'\n\nexport default defineConfig({\n${body}})\n`
}

/** Makes a project with a configuration, a bench of one board and the given files; an empty text leaves a file out. */
export function createProject(files: Files = {}): Project {
  const folder = mkdtempSync(join(tmpdir(), 'hil-project-'))
  const temporary = join(folder, '.tmp')
  mkdirSync(temporary)
  installPackage(folder)
  const write = (more: Files) => writeFiles(folder, more)
  write({ 'playwright.config.ts': config(), 'bench.yaml': BENCH, ...files })
  const start =
    (script: string) =>
    (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
      startNode([join(folder, script), ...args], folder, {
        ...cleanEnvironment(folder),
        ...env,
      })
  const records = () => readRecords(join(folder, 'test-results'))
  return {
    folder,
    write,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    exists: (path) => existsSync(join(folder, path)),
    hil: start(HIL),
    playwright: start('node_modules/@playwright/test/cli.js'),
    json: () => JSON.parse(readFileSync(join(folder, 'hil-report/results.json'), 'utf8')),
    junit: () => readFileSync(join(folder, 'hil-report/junit.xml'), 'utf8'),
    records,
    record: (ending) => {
      const found = records().filter(({ name }) => name.endsWith(ending))
      expect(found.map(({ name }) => name)).toHaveLength(1)
      return found[0] as StoredRecord
    },
    processes: () => processesOf(temporary),
    isClean: async () => {
      const left = () => [...processesOf(temporary), ...readdirSync(temporary)]
      await expect.poll(left, { timeout: 30_000 }).toEqual([])
    },
    [Symbol.asyncDispose]: async () => {
      for (const { pid } of processesOf(temporary)) killIfThere(pid)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

function writeFiles(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    if (text === '') rmSync(path, { force: true })
    else writeFileSync(path, text)
  }
}

function startNode(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Running {
  const options = {
    cwd,
    env,
    extendEnv: false,
    reject: false,
    all: true,
    detached: true,
    stdin: 'ignore',
  } as const
  const child = execa(process.execPath, args, options)
  const pid = child.pid ?? 0
  const ended = child.then(({ exitCode, stdout, stderr, all }): Ended => ({ exitCode, stdout, stderr, all }))
  const signal: Running['signal'] = (name, to) => void process.kill(to === 'group' ? -pid : pid, name)
  const heard = listen(child.all)
  const says = (text: string) => {
    const silent = ended.then(({ all }) => {
      if (!all.includes(text)) throw new Error(`The command ended without saying "${text}":\n${all}`)
      return all
    })
    return Promise.race([heard(text), silent])
  }
  return Object.assign(ended, { pid, signal, says })
}

/** Collects what a stream says; returns how to wait for a text in it. */
function listen(stream: NodeJS.ReadableStream): (text: string) => Promise<string> {
  let said = ''
  stream.on('data', (chunk) => {
    said += String(chunk)
  })
  return async (text) => {
    while (!said.includes(text)) await once(stream, 'data')
    return said
  }
}

/** The environment without what would change a run's colours, reports or defaults. */
function cleanEnvironment(folder: string): NodeJS.ProcessEnv {
  const disturbing =
    /^(CI|FORCE_COLOR|NO_COLOR|PLAYWRIGHT_|PW|NODE_OPTIONS|NODE_ENV|VITEST|TEST|HILWRIGHT|TMPDIR)/
  const kept = Object.entries(process.env).filter(([name]) => !disturbing.test(name))
  return {
    ...Object.fromEntries(kept),
    TMPDIR: join(folder, '.tmp'),
    PWTEST_CACHE_DIR: join(folder, '.cache'),
    HIL_RECORD_FILES: 'all',
  }
}
