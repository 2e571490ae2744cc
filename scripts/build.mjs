// Builds dist/: parsers from the grammars, then JavaScript and declarations from TypeScript.
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
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import peggy from 'peggy'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const generated = join(root, 'src/grammar/generated')

/** Callers check the result's type themselves: peggy's own declarations would need a type for each rule. */
const DECLARATION = 'export function parse(input: string, options?: Record<string, unknown>): unknown\n'

generateParsers()
if (!process.argv.includes('--parsers')) compile()

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
  const main = join(root, 'dist/src/cli/main.js')
  if (existsSync(main)) chmodSync(main, 0o755)
}
