import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { examplesOf, ROOT, readPages } from './documentation/pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-contributing-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const examples = examplesOf(readPages()).filter((example) => example.page === 'CONTRIBUTING.md')

/** Checks the suite of the page with the keyword of the page, and measures a boot with it on a virtual board. */
const TRIAL = `
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { everyRegistry } from './every-driver.ts'
import { bindSuite } from './keywords/binding/bind-suite.ts'
import { standardCatalogue } from './keywords/libraries/standard.ts'
import { loadBench } from './runtime/bench/bench-file.ts'
import { BenchClient } from './runtime/device/bench-client.ts'
import { BenchSession } from './runtime/session/bench-session.ts'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

test('the keyword measures a boot', async () => {
  const catalogue = standardCatalogue()
  expect(bindSuite(path('trial.hil'), catalogue).diagnostics).toEqual([])
  const registry = everyRegistry()
  await using session = new BenchSession(loadBench(path('trial.yaml'), registry))
  await using client = new BenchClient(session.connect(), registry.interfaces)
  const [device] = await client.hold({ key: 'trial', wanted: [{ name: 'board' }] })
  const context = { device: () => device, signal: AbortSignal.timeout(30_000) }
  const run = (limit: number) =>
    catalogue.find('Boot Should Take At Most')?.run({ limit, text: 'boot complete' }, context as never)
  expect(await run(30_000)).toBeGreaterThan(0)
  await expect(run(0)).rejects.toThrow('expected at most 0 ms')
})
`

test('the keyword and the driver of CONTRIBUTING work as the page says', { timeout: 120_000 }, async () => {
  for (const name of ['src', 'package.json', 'firmware'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const { text } of examples) {
    const [, file] = /^\/\/ (src\/\S+)/.exec(text) ?? []
    if (file !== undefined) writeFileSync(join(folder, file), text)
  }
  addLibrary()
  writeFileSync(join(folder, 'src/trial.hil'), examples.find(({ mark }) => mark === 'fragment')?.text ?? '')
  writeFileSync(join(folder, 'src/trial.yaml'), 'devices: { board: { type: avr-board, pace: fast } }\n')
  writeFileSync(join(folder, 'src/trial.test.ts'), TRIAL)
  const files = ['src/trial.test.ts', 'src/drivers/hwmon-thermometer.test.ts']
  const { stdout } = await vitest(files)
  expect(stdout).toMatch(/Tests\s+2 passed/)
})

/** The edit that the page asks for. */
function addLibrary(): void {
  const file = join(folder, 'src/keywords/libraries/standard.ts')
  const text = readFileSync(file, 'utf8')
    .replace(/^/, "import { bootLibrary } from './bench/boot.ts'\n")
    .replace('builtIn,', 'builtIn,\n    bootLibrary,')
  writeFileSync(file, text)
}

function vitest(files: readonly string[]): Promise<{ stdout: string }> {
  const main = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined }
  return promisify(execFile)(process.execPath, [main, 'run', '--root', folder, ...files], {
    cwd: folder,
    env,
  })
}
