import { messageOf, SuiteError } from '../../runtime/errors.ts'
import { requireModule } from '../../runtime/load-module.ts'

/** Loads the module of a library while a suite is bound; throws a SuiteError in Robot's words. */
export function loadModule(path: string, shown: string): unknown {
  try {
    return requireModule(path)
  } catch (error) {
    throw moduleError(path, shown, error)
  }
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
