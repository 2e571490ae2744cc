import { LabError, messageOf } from '../../runtime/errors.ts'

const HINTS: Readonly<Record<string, string>> = {
  ENOENT: 'Look whether it is plugged in, and what path it has now.',
  EACCES: 'Give the user who runs this the right to open it, as by the group dialout.',
  EBUSY: 'Another program has it open.',
  ECONNREFUSED: 'Nothing listens there: compare the port with the settings of the instrument.',
}

/** The error for a link that cannot be opened. */
export function linkFailed(name: string, cause: unknown): LabError {
  const hint = hintOf(cause)
  return new LabError('link-failed', `${name} cannot be opened: ${messageOf(cause)}`, {
    cause,
    ...(hint === undefined ? {} : { hint }),
  })
}

/** The error for a link that went away. */
export function linkClosed(name: string, cause?: unknown): LabError {
  const why = cause === undefined ? '' : `: ${messageOf(cause)}`
  return new LabError('link-closed', `The connection to ${name} closed${why}.`, { cause })
}

function hintOf(cause: unknown): string | undefined {
  const { code = '', message = '' } = cause as { code?: string; message?: string }
  const known = Object.keys(HINTS).find((one) => code === one || message.includes(one))
  if (known !== undefined) return HINTS[known]
  if (/permission denied/i.test(message)) return HINTS.EACCES
  if (/no such file/i.test(message)) return HINTS.ENOENT
  return /cannot lock|busy/i.test(message) ? HINTS.EBUSY : undefined
}
