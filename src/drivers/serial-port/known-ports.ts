import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'

/** A serial port of this machine. */
export interface KnownPort {
  readonly path: string
  /** What udev knows about it, by property, such as `ID_SERIAL_SHORT`. */
  readonly properties: Readonly<Record<string, string>>
}

const UDEV_MS = 10_000
/** Names of ports that somebody plugged in; the `ttyS` of a PC are mostly not there. */
const PORT_NAME = /^(tty(USB|ACM|AMA|XRUSB|O|MFD|WCH|mxc|LP|THS)\d+|rfcomm\d+|cu\..+)$/

/** The ports that udev knows; where there is no udev, those that the operating system lists. */
export async function listPorts(signal: AbortSignal): Promise<KnownPort[]> {
  const udev = await execa('udevadm', ['info', '--export-db'], {
    ...{ reject: false, timeout: UDEV_MS, cancelSignal: signal, stdin: 'ignore' as const },
  })
  signal.throwIfAborted()
  if (udev.exitCode === 0) return portsInUdev(udev.stdout)
  if (process.platform === 'linux') return []
  const { SerialPort } = await import('serialport')
  const ports = await SerialPort.list().catch(() => [])
  return ports.map(({ path, serialNumber, vendorId, productId }) => ({
    path,
    properties: given({ ID_SERIAL_SHORT: serialNumber, ID_VENDOR_ID: vendorId, ID_MODEL_ID: productId }),
  }))
}

/** Reads what `udevadm info --export-db` prints: one block for each device, `E:` before each property. */
export function portsInUdev(text: string): KnownPort[] {
  return text.split(/\n\s*\n/).flatMap((block): KnownPort[] => {
    const pairs = [...block.matchAll(/^E: ([^=\n]+)=(.*)$/gm)]
    const properties = Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]))
    const path = properties.DEVNAME
    return properties.SUBSYSTEM === 'tty' && path !== undefined ? [{ path, properties }] : []
  })
}

/** Paths of ports that exist, for who named one that does not: those plugged in, and the devices in the same folder. */
export function portsNear(path: string): string[] {
  const folders = ['/dev/serial/by-id', dirname(path)].filter((folder) => folder !== '/dev')
  const plugged = entriesOf('/dev').filter((name) => PORT_NAME.test(name))
  const near = folders.flatMap((folder) => entriesOf(folder).map((name) => join(folder, name)))
  return [...plugged.map((name) => `/dev/${name}`), ...near.filter(isDevice)]
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

function isDevice(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isCharacterDevice() === true
}

function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
