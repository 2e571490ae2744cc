// Builds dist/: parsers from the grammars, JavaScript and declarations from TypeScript, then bundles of what is started.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import peggy from 'peggy'
import { rolldown } from 'rolldown'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const generated = join(root, 'src/grammar/generated')

/** Every file that something outside imports or that is loaded by its path. */
const ENTRIES = [
  ...[
    'src/index',
    'src/driver',
    'src/library',
    'reporters/junit',
    'reporters/json',
    'src/cli/main',
    'src/cli/bench-process',
  ],
  ...[
    'src/playwright/config/default-config',
    'src/playwright/global-setup',
    'src/playwright/session-reporter',
  ],
  'src/drivers/avr-emulator/worker',
]

/** Callers check the result's type themselves: peggy's own declarations would need a type for each rule. */
const DECLARATION = 'export function parse(input: string, options?: Record<string, unknown>): unknown\n'

generateParsers()
if (!process.argv.includes('--parsers')) {
  compile()
  await bundle()
}

/** Writes src/grammar/generated/NAME.js and NAME.d.ts for each NAME.peggy. */
function generateParsers() {
  rmSync(generated, { recursive: true, force: true })
  mkdirSync(generated, { recursive: true })
  for (const file of readdirSync(join(root, 'src/grammar')).filter((name) => name.endsWith('.peggy'))) {
    const grammar = readFileSync(join(root, 'src/grammar', file), 'utf8')
    const code = peggy.generate(grammar, { output: 'source', format: 'es', grammarSource: file })
    const name = file.replace(/\.peggy$/, '')
    writeFileSync(join(generated, `${name}.js`), code)
    writeFileSync(join(generated, `${name}.d.ts`), DECLARATION)
  }
}

function compile() {
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [tsc, '-p', root], { stdio: 'inherit' })
  if (existsSync(generated)) cpSync(generated, join(root, 'dist/src/grammar/generated'), { recursive: true })
  if (status !== 0) process.exit(status ?? 1)
}

/**
 * Puts bundles in the place of these files: in Playwright's workers each module of ours costs a millisecond, since
 * its loader runs in a thread of its own, and there are some hundred. Dependencies stay outside.
 */
async function bundle() {
  const { DRIVER_FILES, DEVICE_TYPE_FILES } = await import('../dist/src/driver-files.js')
  const drivers = [...Object.values(DRIVER_FILES), ...Object.values(DEVICE_TYPE_FILES)]
  const entries = [...ENTRIES, ...new Set(drivers.map((file) => `src/${file}`))]
  const input = Object.fromEntries(entries.map((entry) => [entry, join(root, `dist/${entry}.js`)]))
  const bundles = await rolldown({ input, platform: 'node', external: isDependency })
  const names = { entryFileNames: '[name].js', chunkFileNames: 'src/chunks/[name].js' }
  // Who knows one interface knows all: a file for each would be read for nothing.
  const codeSplitting = { groups: [{ name: 'interfaces', test: /src[\\/]runtime[\\/]interfaces[\\/]/ }] }
  await bundles.write({ dir: join(root, 'dist'), format: 'es', ...names, codeSplitting })
  chmodSync(join(root, 'dist/src/cli/main.js'), 0o755)
}

function isDependency(id) {
  return !id.startsWith('.') && !isAbsolute(id)
}
