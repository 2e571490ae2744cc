import { createRequire, Module } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isSuitePath } from '../config/find-suites.ts'

/** A call that the module of a suite makes, and the place where it must stand. */
export interface PlacedCall {
  readonly line: number
  readonly column: number
  readonly code: string
}

/** Compiles suites when they are required: gives the calls of a suite's module, and what they can use. */
export interface SuiteCompiler {
  compile(file: string): readonly PlacedCall[]
  /** What the module's calls use: `test`, `afterAll`, `bodies` and `end`. */
  api(file: string): unknown
}

/** How the modules of suites find their compiler: they are scripts of their own, and cannot import. */
const KEY = Symbol.for('hilwright.suite-compiler')

/** Lets `require` load suites, as modules that stand at the suite's own path. Installing twice replaces the compiler. */
export function installSuiteModules(compiler: SuiteCompiler): void {
  const shared = globalThis as { [KEY]?: SuiteCompiler }
  const installed = shared[KEY] !== undefined
  shared[KEY] = compiler
  if (installed) return
  const hooks = Module as typeof Module & { registerHooks?: (hooks: { load: LoadHook }) => void }
  if (hooks.registerHooks !== undefined) hooks.registerHooks({ load: loadHook })
  else installExtensions()
}

type Loaded = { format: string; source?: string; shortCircuit?: boolean }
type LoadHook = (url: string, context: unknown, next: (url: string, context: unknown) => Loaded) => Loaded

const loadHook: LoadHook = (url, context, next) => {
  const path = url.startsWith('file:') ? fileURLToPath(url) : url
  if (!isSuitePath(path)) return next(url, context)
  return { format: 'commonjs', source: sourceOf(path), shortCircuit: true }
}

interface CompilingModule {
  _compile(source: string, file: string): unknown
}

/** Before Node had hooks: the table of extensions that `require` looks into. */
function installExtensions(): void {
  const require = createRequire(import.meta.url)
  const load = (module: CompilingModule, file: string) => module._compile(sourceOf(file), file)
  for (const extension of ['.hil', '.robot'])
    (require.extensions as Record<string, unknown>)[extension] = load
}

/** The module's text: each call on the line and column at which the suite has what it stands for. */
function sourceOf(file: string): string {
  const compiler = (globalThis as { [KEY]?: SuiteCompiler })[KEY]
  const calls = [...(compiler?.compile(file) ?? [])].sort((a, b) => a.line - b.line || a.column - b.column)
  // A bare `test(…)`: V8 places the call of a member at the member's name, not at its beginning.
  const lines = [
    `const { test, afterAll, bodies, end } = globalThis[Symbol.for('hilwright.suite-compiler')].api(__filename);`,
  ]
  for (const { line, column, code } of calls) {
    while (lines.length < line) lines.push('')
    const current = lines[line - 1] ?? ''
    lines[line - 1] = `${current.padEnd(column - 1)}${code};`
  }
  return lines.join('\n')
}
