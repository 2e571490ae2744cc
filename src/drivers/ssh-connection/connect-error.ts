import { DeviceError, HilError, LabError, messageOf } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'
import { shownCredentials } from './login.ts'
import type { SshHost, SshSettings } from './ssh-settings.ts'

/** What ssh2 and sockets say besides a message. */
interface ConnectFailure extends Error {
  readonly level?: string
  readonly code?: string | number
}

/** Why a host could not be connected to, as an error that says what to do. */
export function connectError(cause: unknown, host: SshHost, settings: SshSettings): HilError {
  if (cause instanceof HilError) return cause
  const { device } = settings
  const { level, code } = cause as ConnectFailure
  const where = `${host.host}:${host.port}`
  if (level === 'client-authentication') return loginRefused(cause, host, device)
  if (code === 'ECONNREFUSED' || /connection refused/i.test(messageOf(cause))) {
    const message = `${device}: ${where} refuses SSH connections.`
    const hint = 'Has the device booted, does its SSH server run, and is the port right?'
    return new DeviceError('ssh-refused', message, { cause, device, hint })
  }
  const hint = 'Is the device on and its network up, and is the address right?'
  const message = `${device}: no SSH connection to ${host.user}@${where}: ${messageOf(cause)}`
  return new DeviceError('ssh-unreachable', message, { cause, device, hint })
}

/** The error for a connection that was not made in time. */
export function connectTimeout(host: SshHost, { device, connectTimeout: time }: SshSettings): DeviceError {
  const message = `${device}: ${host.host}:${host.port} did not answer within ${formatDuration(time)}.`
  const hint = 'Is the device on and its network up? connectTimeout in the bench file gives it more time.'
  return new DeviceError('ssh-unreachable', message, { device, hint })
}

/** The error for what was under way when the connection broke. */
export function connectionLost(device: string, what: string, cause?: unknown): DeviceError {
  const why = cause === undefined ? '' : ` (${messageOf(cause)})`
  const message = `${device}: the SSH connection was lost${why} while ${what}.`
  return new DeviceError('ssh-lost', message, {
    cause,
    device,
    hint: 'Did the device restart, or its network go down? The next call connects anew.',
  })
}

function loginRefused(cause: unknown, host: SshHost, device: string): LabError {
  const message = `${device}: ${host.host}:${host.port} refuses the login of ${host.user}; it was shown ${shownCredentials(host)}.`
  const hint = 'See to user, key and password in the bench file, and to the account on the device.'
  return new LabError('ssh-login-refused', message, { cause, device, hint })
}
