import type { SerialPort } from 'serialport'
import { HilError } from '../../runtime/errors.ts'
import type { LinkListener } from '../lasting-line/link.ts'
import { type FoundPort, findPort, type PortAddress } from './find-port.ts'
import { takeLockFile } from './lock-file.ts'
import { openError, portInUse } from './open-error.ts'
import { portOwners } from './port-owner.ts'
import { openReader } from './port-reader.ts'
import type { PortSettings } from './port-settings.ts'
import { SerialLink } from './serial-link.ts'

/** Which port to open, how, and whether others may have it open too. */
export interface PortRequest extends PortSettings {
  readonly address: PortAddress
  readonly exclusive: boolean
}

/** Opens a serial port and keeps others from it. */
export async function openSerialLink(
  request: PortRequest,
  listener: LinkListener,
  signal: AbortSignal,
): Promise<SerialLink> {
  const found = await findPort(request.address, signal)
  const lock = request.exclusive ? await reserve(found) : undefined
  const undo: (() => unknown)[] = [() => lock?.[Symbol.dispose]()]
  try {
    const port = await openPort(found.path, request)
    undo.unshift(() => new Promise((resolve) => port.close(resolve)))
    const link = new SerialLink(port, { found, lock, listener, reader: openReader(port) })
    undo.splice(0, undo.length, () => link[Symbol.asyncDispose]())
    const { dtr, rts } = request
    if (dtr !== undefined || rts !== undefined) await link.setLines({ dtr, rts }, signal)
    return link
  } catch (error) {
    for (const step of undo) await step()
    throw error instanceof HilError || signal.aborted ? error : openError(found.path, error)
  }
}

async function reserve({ path, device }: FoundPort): Promise<Disposable | undefined> {
  const owners = await portOwners(device)
  if (owners.length > 0) throw portInUse(path, owners)
  const taken = takeLockFile(device)
  if ('owner' in taken) throw portInUse(path, [taken.owner])
  return taken.lock
}

async function openPort(path: string, settings: PortRequest): Promise<SerialPort> {
  const { SerialPort: Port } = await import('serialport')
  const { baudRate, dataBits, parity, stopBits, flowControl, exclusive } = settings
  const flow = {
    rtscts: flowControl === 'hardware',
    xon: flowControl === 'software',
    xoff: flowControl === 'software',
  }
  const port = new Port({
    path,
    baudRate,
    dataBits,
    parity,
    stopBits,
    ...flow,
    lock: exclusive,
    autoOpen: false,
  })
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error === null ? resolve() : reject(openError(path, error))))
  })
  return port
}
