import { LabError, messageOf } from '../errors.ts'

/** The error for a file that could not be fetched. */
export function fetchFailed(url: string, why: string): LabError {
  return new LabError('fetch-failed', `${url} cannot be fetched: ${why.replace(/\.$/, '')}.`, {
    hint: 'The machine of the bench fetches it: can it reach that server?',
  })
}

/** The connection to a server broke, or could not be made: it may be better next time. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff'

  /** What Node calls "fetch failed" has its reason behind it. */
  constructor(error: unknown) {
    super(messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error))
  }
}
