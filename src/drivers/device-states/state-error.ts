import { DeviceError, messageOf, SuiteError } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import type { Transition } from './state-config.ts'

/** `unknown-state`: a device has no state of that name. */
export function unknownState(device: string, name: string, names: readonly string[]): SuiteError {
  const hint = didYouMean(name, names) ?? ''
  return new SuiteError('unknown-state', `${device} has no state "${name}".`, { device, hint })
}

/** `no-way`: no transitions lead there. */
export function noWay(device: string, from: string, to: string): SuiteError {
  return new SuiteError('no-way', `No transitions lead ${device} from "${from}" to "${to}".`, {
    device,
    hint: 'Add one to the states in the bench file, with from: "*" if it can begin anywhere.',
  })
}

/** `transition-failed`: a device did not get from one state to another. */
export function transitionFailed(device: string, transition: Transition, cause: unknown): DeviceError {
  const message = `${device} did not get ${wayOf(transition)}: ${messageOf(cause)}`
  return new DeviceError('transition-failed', message, { device, cause })
}

/** `state-unreachable`: every way leads over a transition that has failed before; it is not tried again. */
export function stateUnreachable(device: string, state: string, failed: readonly DeviceError[]): DeviceError {
  const causes = failed.map((error) => `\n  ${error.message.split('\n')[0]}`).join('')
  const message = `${device} cannot be brought to "${state}", since a transition on the way has failed before:${causes}`
  return new DeviceError('state-unreachable', message, {
    ...{ device, cause: failed[0] },
    hint: 'It is not tried again in this session; retry=yes tries it.',
  })
}

function wayOf({ from, to }: Transition): string {
  return `from "${[from].flat().join('" or "')}" to "${to}"`
}
