import { visibleLines } from '../../runtime/console/visible-text.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'

/** What is known of a command that did not end in time. */
interface LateCommand {
  readonly command: string
  /** Milliseconds. */
  readonly timeout: number
  /** What it had written to its standard output. */
  readonly printed: string
  /** Whether the shell is there again. */
  readonly recovered: boolean
}

const SHOWN_LINES = 10

/** `command-timeout`: a command did not end in time; says whether the next one can run. */
export function commandTimeout(device: string, late: LateCommand): DeviceError {
  const { command, timeout, printed, recovered } = late
  const lines = visibleLines(printed.trimEnd()).slice(-SHOWN_LINES)
  const said =
    printed.trim() === ''
      ? ' It printed nothing.'
      : ` Its last lines:${lines.map((line) => `\n  | ${line}`).join('')}`
  const message = `${device}: the command "${command}" did not end within ${formatDuration(timeout)}.${said}`
  const hint = recovered
    ? 'Ctrl-C brought the prompt back: the next command can run.'
    : 'Ctrl-C did not bring the prompt back: the device hangs, or the command ignores Ctrl-C.'
  return new DeviceError('command-timeout', message, { device, hint })
}
