import { readFileSync } from 'node:fs'
import { HilError } from '../runtime/errors.ts'
import type { Terminal } from './terminal.ts'

/** Exit codes, the same in every mode. */
export const EXIT = { passed: 0, failed: 1, usage: 2, lab: 3, interrupted: 130 } as const

/**
 * Runs a command line. Resolves to the exit code, or to undefined if Playwright took the process over and will end it.
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number | undefined> {
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    terminal.stdout.write(`${packageVersion()}\n`)
    return EXIT.passed
  }
  const { createProgram } = await import('./program.ts')
  const outcome: { code: number | undefined } = { code: EXIT.passed }
  try {
    await createProgram(terminal, packageVersion(), (code) => {
      outcome.code = code
    }).parseAsync([...args], { from: 'user' })
    return outcome.code
  } catch (error) {
    return codeOf(error, terminal)
  }
}

/** The version of this package. */
export function packageVersion(): string {
  for (const up of ['../..', '../../..']) {
    const manifest = readManifest(new URL(`${up}/package.json`, import.meta.url))
    if (manifest?.name === 'hilwright') return manifest.version
  }
  return 'unknown'
}

function readManifest(url: URL): { readonly name: string; readonly version: string } | undefined {
  try {
    return JSON.parse(readFileSync(url, 'utf8')) as { name: string; version: string }
  } catch {
    return undefined
  }
}

/** Commander has printed its own errors; ours are printed here; what is neither is a bug and keeps its stack. */
function codeOf(error: unknown, { stderr }: Terminal): number {
  if (
    error instanceof Error &&
    'exitCode' in error &&
    'code' in error &&
    String(error.code).startsWith('commander.')
  )
    return error.exitCode === 0 ? EXIT.passed : EXIT.usage
  if (!(error instanceof HilError)) throw error
  stderr.write(`${error.name}: ${error.message}\n`)
  return error.family === 'lab' ? EXIT.lab : EXIT.usage
}
