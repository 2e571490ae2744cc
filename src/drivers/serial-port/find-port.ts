import { realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { type KnownPort, listPorts, portsNear } from './known-ports.ts'

/** How a bench file says which port it means: one of these. */
export interface PortAddress {
  readonly path?: string | undefined
  /** Serial number of the USB adapter. */
  readonly usbSerial?: string | undefined
  /** Properties that udev must have for the port. */
  readonly udev?: Readonly<Record<string, string>> | undefined
}

/** A port that is there. */
export interface FoundPort {
  /** The path by which it was found. */
  readonly path: string
  /** The device itself, behind any links. */
  readonly device: string
  /** Number of the device, to notice when another one comes in its place. */
  readonly number: number
}

/** What messages call the port of an address. */
export function nameOf({ path, usbSerial, udev }: PortAddress): string {
  if (path !== undefined) return path
  const wanted = Object.entries(udev ?? {}).map(([name, value]) => `${name}=${value}`)
  return `the serial port with ${[...(usbSerial ? [`USB serial number ${usbSerial}`] : []), ...wanted].join(', ')}`
}

/** Finds the port; a LabError names the ports that exist if it is not there, or those among which it cannot choose. */
export async function findPort(address: PortAddress, signal: AbortSignal): Promise<FoundPort> {
  const path = address.path ?? (await lookUp(address, signal))
  const found = await stat(path).catch((cause) => {
    throw portMissing(path, cause)
  })
  if (!found.isCharacterDevice()) throw notAPort(path)
  return { path, device: await realpath(path), number: found.rdev }
}

async function lookUp(address: PortAddress, signal: AbortSignal): Promise<string> {
  const known = await listPorts(signal)
  const matching = known.filter((port) => matches(port, address))
  const [first] = matching
  if (first !== undefined && matching.length === 1) return resolve('/dev', first.path)
  const shown = (matching.length > 0 ? matching : known).map(describe)
  if (first !== undefined)
    throw new LabError('port-ambiguous', `${nameOf(address)}: there are ${matching.length} of them.`, {
      hint: `Add a udev property that tells them apart.${listed(shown)}`,
    })
  const hint = known.length > 0 ? `There are:${listed(shown)}` : 'udev lists no serial port here; use path.'
  throw new LabError('port-missing', `There is no such port: ${nameOf(address)}.`, { hint })
}

function matches({ properties }: KnownPort, { usbSerial, udev = {} }: PortAddress): boolean {
  const serials = [properties.ID_SERIAL_SHORT, properties.ID_USB_SERIAL_SHORT]
  if (usbSerial !== undefined && !serials.includes(usbSerial)) return false
  return Object.entries(udev).every(([name, value]) => properties[name] === value)
}

/** What tells one adapter from the other. */
const TELLING = ['ID_VENDOR_ID', 'ID_MODEL_ID', 'ID_SERIAL_SHORT', 'ID_USB_INTERFACE_NUM', 'ID_PATH']

function describe({ path, properties }: KnownPort): string {
  const facts = TELLING.flatMap((name) => (properties[name] ? [`${name}=${properties[name]}`] : []))
  return [path, ...facts].join(' ')
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `\n    ${line}`).join('')
}

function portMissing(path: string, cause: unknown): LabError {
  const known = portsNear(path)
  const hint = didYouMean(path, known) ?? 'No serial port is plugged in here.'
  const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
  const message = isMissing
    ? `There is no port ${path}.`
    : `The port ${path} cannot be reached: ${messageOf(cause)}.`
  return new LabError('port-missing', message, { cause, hint })
}

function notAPort(path: string): LabError {
  const hint = didYouMean(path, portsNear(path)) ?? 'A serial port looks like /dev/ttyUSB0.'
  return new LabError('port-missing', `${path} is no serial port but a file or a folder.`, { hint })
}
