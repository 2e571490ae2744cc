import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, SuiteError } from '../../runtime/errors.ts'

/**
 * Loads a module while a suite is bound, which nobody can wait for. TypeScript goes through jiti, which works in
 * Playwright's processes and outside of them, on every Node; JavaScript through Node itself, ES modules too.
 */
export function loadModule(path: string, shown: string): unknown {
  const require = createRequire(pathToFileURL(path))
  try {
    return isTypeScript(path) ? jiti(path)(path) : require(path)
  } catch (error) {
    throw moduleError(path, shown, error)
  }
}

/** Where the package or file of an import is found from a file; undefined if it is nowhere. */
export function resolveModule(from: string, name: string): string | undefined {
  try {
    const found = createRequire(pathToFileURL(from)).resolve(name)
    return found.startsWith('/') || /^[A-Za-z]:/.test(found) ? found : undefined
  } catch {
    return undefined
  }
}

/** True for the path of a module in TypeScript. */
export function isTypeScript(path: string): boolean {
  return /^\.[cm]?ts$/.test(extname(path))
}

function jiti(path: string): (path: string) => unknown {
  const { createJiti } = createRequire(import.meta.url)('jiti') as typeof import('jiti')
  return createJiti(pathToFileURL(path).href, { interopDefault: false })
}

function moduleError(path: string, shown: string, error: unknown): SuiteError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const hint =
    code === 'ERR_REQUIRE_ASYNC_MODULE'
      ? 'It waits with "await" outside of functions: suites are read at once. Move what waits into a function.'
      : placeIn(path, error)
  const details = { cause: error, ...(hint === undefined ? {} : { hint }) }
  return new SuiteError('library-failed', `Importing library '${shown}' failed: ${messageOf(error)}`, details)
}

/** The line of the library that failed, from the stack. */
function placeIn(path: string, error: unknown): string | undefined {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : []
  return lines.find((line) => line.includes(`${path}:`))?.trim()
}
