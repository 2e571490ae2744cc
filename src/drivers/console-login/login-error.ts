import type { Console } from '../../runtime/console/console.ts'
import { DeviceError, LabError, SuiteError } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'
import type { LoginRule } from './login-rules.ts'

type Shown = Pick<Console, 'device' | 'tail'>

/** `login-timeout`: the shell was not reached; says how far the way went and what came last. */
export function loginTimeout(console: Shown, state: string, facts: { waited: number; cause: unknown }) {
  const message = `${console.device}: no shell within ${formatDuration(facts.waited)}. The last thing that happened: ${state}.${lastLines(console)}`
  const hint =
    'If the prompts stand there, name them in the bench file: prompt, loginPrompt, passwordPrompt, before.'
  return new DeviceError('login-timeout', message, { device: console.device, cause: facts.cause, hint })
}

/** `login-refused`: the device does not take the user or the password. */
export function loginRefused(console: Shown, username: string | undefined) {
  const message = `${console.device} refuses the login of "${username ?? ''}".${lastLines(console)}`
  const hint = 'Compare username and password in the bench file with those of the device.'
  return new LabError('login-refused', message, { device: console.device, hint })
}

/** `login-needed`: the device asks for something that the bench file does not say. */
export function loginNeeded(console: Shown, { key = 'before' }: LoginRule) {
  const message = `${console.device} asks for what the bench file does not say: ${key}.${lastLines(console)}`
  const hint = `Add ${key} to the shell in the bench file.`
  return new LabError('login-needed', message, { device: console.device, hint })
}

/** `device-off`: there is nobody to speak to. */
export function deviceOff(device: string) {
  return new SuiteError('device-off', `${device} is off: no shell runs on it.`, {
    ...{ device, hint: 'Switch it on before the command: Power On.' },
  })
}

/** `shell-lost`: the shell does not take a command. */
export function shellLost(console: Shown, cause: unknown) {
  const message = `${console.device}: the shell did not take the command; it was not sent again.${lastLines(console)}`
  const hint =
    'The device hangs, has restarted, or another program reads its console. The next command logs in again.'
  return new DeviceError('shell-lost', message, { device: console.device, cause, hint })
}

/** The last lines of a console, as an indented block. */
export function lastLines(console: Pick<Console, 'tail'>): string {
  const lines = console.tail(8)
  return lines.length === 0
    ? '\n  Nothing ever came on this console.'
    : ['\n  Last lines received:', ...lines.map((line) => `| ${line}`)].join('\n  ')
}
