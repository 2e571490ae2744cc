import { HilError } from '../runtime/errors.ts'
import { EXIT } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'
import { packageVersion } from './version.ts'

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

const CODES = { suite: EXIT.usage, device: EXIT.failed, lab: EXIT.lab } as const

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
  return CODES[error.family]
}
