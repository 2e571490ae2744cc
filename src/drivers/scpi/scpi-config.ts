import { duration } from '../../runtime/units.ts'
import { linkKeys } from '../links/link-config.ts'

/** Keys of the configuration of every instrument that speaks SCPI. */
export function scpiKeys() {
  const { path, ...keys } = linkKeys({ port: 5025, baudRate: 9600 })
  return {
    ...keys,
    path: path.describe(
      'Path of its serial port, such as /dev/ttyUSB0, or of its USB device file, such as /dev/usbtmc0.',
    ),
    timeout: duration().default(5000).describe('How long an answer may take.'),
  }
}
