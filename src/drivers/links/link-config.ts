import { z } from 'zod'
import { baudRate } from '../../runtime/units.ts'
import type { ByteLink } from './byte-link.ts'
import { openDeviceFileLink } from './device-file-link.ts'
import { openSerialLink } from './serial-link.ts'
import { openTcpLink } from './tcp-link.ts'

/** Where a link leads to. */
export interface LinkPlace {
  readonly host?: string | undefined
  readonly port: number
  readonly path?: string | undefined
  readonly baudRate: number
}

/** Keys of a driver's configuration that say where its link leads to; check them with {@link hasOnePlace}. */
export function linkKeys(defaults: { readonly port: number; readonly baudRate: number }) {
  return {
    host: z.string().min(1).optional().describe('Name or address, if it is reached over the network.'),
    port: z.number().int().min(1).max(65_535).default(defaults.port).describe('Its TCP port.'),
    path: z
      .string()
      .min(1)
      .optional()
      .describe('Path of the serial port, such as /dev/ttyUSB0, if it hangs on this machine.'),
    baudRate: baudRate().default(defaults.baudRate).describe('Speed of the serial port.'),
  }
}

/** True if a configuration names a host or a path, and not both. */
export function hasOnePlace({
  host,
  path,
}: {
  readonly host?: string | undefined
  readonly path?: string | undefined
}) {
  return (host === undefined) !== (path === undefined)
}

/** What is said where {@link hasOnePlace} is false. */
export const ONE_PLACE = 'give either host or path'

/** How a place is called in messages. */
export function nameOfPlace({ host, port, path }: LinkPlace): string {
  return path ?? `${host}:${port}`
}

/** Opens the link that a configuration describes; a LabError says why it cannot. */
export function openLink(place: LinkPlace, signal: AbortSignal): Promise<ByteLink> {
  const { host, port, path, baudRate: speed } = place
  if (path === undefined) return openTcpLink({ host: host ?? 'localhost', port }, signal)
  return /usbtmc\d+$/.test(path)
    ? openDeviceFileLink(path)
    : openSerialLink({ path, baudRate: speed }, signal)
}
