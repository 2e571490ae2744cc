import { DeviceError, messageOf } from '../../runtime/errors.ts'

/** What is known of a command that did not end in time. */
interface LateCommand {
  readonly command: string
  readonly error: unknown
  /** Whether the shell is there again. */
  readonly recovered: boolean
}

/** `command-timeout`: a command did not end in time; says whether the next one can run. */
export function commandTimeout(device: string, { command, error, recovered }: LateCommand): DeviceError {
  const message = `${device}: the command "${command}" did not end in time.\n  ${messageOf(error)}`
  const hint = recovered
    ? 'Ctrl-C brought the prompt back: the next command can run.'
    : 'Ctrl-C did not bring the prompt back: the device hangs, or the command ignores Ctrl-C.'
  return new DeviceError('command-timeout', message, { device, cause: error, hint })
}
