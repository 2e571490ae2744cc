import { DeviceError, LabError, SuiteError } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'
import type { CanFrame } from './can-frame.ts'

/** The frame, or a SuiteError if a bus cannot carry it. */
export function checked(frame: CanFrame): CanFrame {
  const { id, extended, data } = frame
  if (!extended && id > 0x7ff)
    throw new SuiteError('can-frame', `The identifier 0x${id.toString(16)} needs an extended frame.`)
  if (data.length <= 8) return frame
  throw new SuiteError('can-frame', `A frame has up to 8 bytes, and these are ${data.length}.`)
}

/** The error for a frame or message that does not come. */
export function nothingCame(what: string, milliseconds: number, others: string): DeviceError {
  return new DeviceError(
    'no-can-frame',
    `${what} did not come within ${formatDuration(milliseconds)}.${others}`,
    {
      hint: 'Is the device on, and has the bus the bit rate that the bench file says?',
    },
  )
}

/** The error for signals where the bench has no DBC file. */
export function noDbc(): SuiteError {
  return new SuiteError('no-dbc', 'Messages and signals need a DBC file.', {
    hint: 'Give the driver of the bus one in the bench file: dbc: network.dbc',
  })
}

/** The error for a reader of frames that is too slow. */
export function framesLost(limit: number): LabError {
  return new LabError('can-overrun', `More than ${limit} frames wait to be read: the reader is too slow.`, {
    hint: 'Read only the identifiers that matter: id=0x123.',
  })
}
