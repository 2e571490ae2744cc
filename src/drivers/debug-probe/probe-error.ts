import { DeviceError, LabError } from '../../runtime/errors.ts'

/** The error for a debug server that is not there, or went away. */
export function probeLost(where: string, why: string, cause?: unknown): LabError {
  return new LabError('probe-lost', `The debug server ${where} cannot be used: ${why}.`, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'Does it run, is its port the right one, and does it serve nobody else?',
  })
}

/** The error for what the processor, or the probe at it, refused. */
export function probeRefused(doing: string, why: string): DeviceError {
  return new DeviceError('debug-failed', `${doing} failed: ${why.trim() || 'the probe gives no reason'}.`, {
    hint: 'Is the board powered and connected, and the memory one that exists?',
  })
}
