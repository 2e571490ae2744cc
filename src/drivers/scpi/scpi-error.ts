import { LabError } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'

/** One entry of an instrument's error queue. */
export interface QueuedError {
  readonly number: number
  readonly text: string
}

/** The error for what an instrument put into its error queue. */
export function instrumentError(name: string, command: string, errors: readonly QueuedError[]): LabError {
  const list = errors.map(({ number, text }) => `${number} ${text}`).join('; ')
  return new LabError('instrument-error', `${name} answers "${command}" with an error: ${list}.`, {
    hint: 'Compare the command and its values with the programming manual of the instrument.',
  })
}

/** The error for an instrument that does not answer. */
export function instrumentSilent(name: string, command: string, milliseconds: number): LabError {
  const message = `${name} did not answer "${command}" within ${formatDuration(milliseconds)}.`
  return new LabError('instrument-silent', message, {
    hint: 'Is it on and in remote mode? Slow measurements need a longer timeout in the bench file.',
  })
}

/** The error for an answer that is not what was asked for. */
export function unreadableAnswer(expected: string, answer: string): LabError {
  const shown = answer.length > 80 ? `${answer.slice(0, 80)}…` : answer
  return new LabError('instrument-answer', `Expected ${expected} from the instrument, got "${shown}".`)
}
