// Projects in temporary folders: the same tests as a keyword suite, as plain Playwright specs, and for Robot Framework.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { timeProcess } from './timed-process.mjs'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const PLAYWRIGHT = createRequire(import.meta.url).resolve('@playwright/test/cli')

/** The command line of this package. */
export const HIL = join(ROOT, 'dist/src/cli/main.js')

/** Writes what a worker used into a file when it ends. */
const WATCH_MEMORY = `
import { writeFileSync } from 'node:fs'
process.on('exit', () => {
  const { TEST_WORKER_INDEX, BENCH_MEMORY } = process.env
  if (TEST_WORKER_INDEX !== undefined)
    writeFileSync(BENCH_MEMORY, String(process.resourceUsage().maxRSS / 1024))
})
`

/** Makes a project from files by their paths, with this package and Playwright installed. */
export function createProject(files) {
  const folder = mkdtempSync(join(tmpdir(), 'hil-bench-'))
  const all = { 'package.json': '{ "type": "module" }', 'watch-memory.mjs': WATCH_MEMORY, ...files }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  install(join(folder, 'node_modules'))
  return new Project(folder)
}

/**
 * Links the dependencies, and copies this package as npm would install it: outside of node_modules, where a link
 * leads, Playwright would translate each of its files.
 */
function install(modules) {
  mkdirSync(join(modules, 'hilwright'), { recursive: true })
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    if (!name.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction')
  for (const part of ['package.json', 'dist', 'firmware'])
    cpSync(join(ROOT, part), join(modules, 'hilwright', part), { recursive: true })
}

class Project {
  constructor(folder) {
    this.folder = folder
  }

  /** `hil run`, with list, HTML and JUnit reports; `more` joins its environment. */
  runHil(more = {}) {
    const env = { ...environment(), ...more }
    return timeProcess(process.execPath, [this.#hil(), 'run'], { cwd: this.folder, env })
  }

  /** The same, with the most memory that a worker had, in MB. */
  runHilForMemory() {
    const file = join(this.folder, 'memory.txt')
    const script = join(this.folder, 'watch-memory.mjs')
    const env = { ...environment(), NODE_OPTIONS: `--import=${script}`, BENCH_MEMORY: file }
    const result = timeProcess(process.execPath, [this.#hil(), 'run'], { cwd: this.folder, env })
    return { ...result, memory: Number(readFileSync(file, 'utf8')) }
  }

  /** Playwright alone, with its own list, HTML and JUnit reports. */
  runPlaywright() {
    return timeProcess(process.execPath, [PLAYWRIGHT, 'test'], { cwd: this.folder, env: environment() })
  }

  /** The events of the only test's record, and the epoch milliseconds of its beginning. */
  record() {
    const results = join(this.folder, 'test-results')
    const [only] = readdirSync(results).filter((name) => !name.startsWith('.'))
    const lines = readFileSync(join(results, only, 'record.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
    const [header, ...events] = lines
    return { epoch: JSON.parse(header).epoch, events }
  }

  #hil() {
    return join(this.folder, 'node_modules/hilwright/dist/src/cli/main.js')
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** A project of one keyword suite. */
export function hilProject(suite, files = {}) {
  const config = `import { defineConfig } from 'hilwright'\nexport default defineConfig({ testDir: 'suites' })\n`
  return createProject({ 'playwright.config.ts': config, 'suites/trial.hil': suite, ...files })
}

/** A project of one spec that needs nothing but Playwright. */
export function plainProject(spec) {
  const reporters = `[['list'], ['html', { open: 'never' }], ['junit', { outputFile: 'junit.xml' }], ['json', { outputFile: 'results.json' }]]`
  const config = `import { defineConfig } from '@playwright/test'\nexport default defineConfig({ testDir: 'specs', workers: 1, reporter: ${reporters} })\n`
  return createProject({ 'playwright.config.ts': config, 'specs/trial.spec.ts': spec })
}

/** Tests of five steps each. */
export function suiteOf(tests) {
  const rows = ['*** Test Cases ***']
  for (let i = 0; i < tests; i++)
    rows.push(
      `Counts Round ${i}`,
      `    \${sum} =    Evaluate    ${i} + 1`,
      `    Should Be Equal As Integers    \${sum}    ${i + 1}`,
      `    \${name} =    Set Variable    board ${i}`,
      '    Log    ${name} is at ${sum}',
      '    Should Contain    ${name}    board',
      '',
    )
  return rows.join('\n')
}

/** The same tests as plain specs, with the same titles of tests and steps. */
export function specOf(tests) {
  const rows = [`import { expect, test } from '@playwright/test'`, '']
  for (let i = 0; i < tests; i++)
    rows.push(
      `test('Counts Round ${i}', async () => {`,
      `  const sum = await test.step('Evaluate', async () => ${i} + 1)`,
      `  await test.step('Should Be Equal As Integers', async () => { expect(sum).toBe(${i + 1}) })`,
      `  const name = await test.step('Set Variable', async () => 'board ${i}')`,
      "  await test.step('Log', async () => { void `${name} is at ${sum}` })",
      `  await test.step('Should Contain', async () => { expect(name).toContain('board') })`,
      '})',
      '',
    )
  return rows.join('\n')
}

/** Neither colours nor the settings of whoever runs the benchmark. */
function environment() {
  const { FORCE_COLOR, CI, PW_TEST_REPORTER, NODE_OPTIONS, ...rest } = process.env
  return { ...rest, NO_COLOR: '1' }
}
