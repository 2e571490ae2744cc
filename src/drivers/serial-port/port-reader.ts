import { closeSync, constants, openSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { ReadStream } from 'node:tty'
import type { SerialPort } from 'serialport'

const HOW = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK

/**
 * Reads a port that is open and set. On Linux a second descriptor does, which the event loop reads by itself: the
 * library asks a thread for each piece, which costs three times as much at 3 Mbaud.
 */
export function openReader(port: SerialPort): Readable {
  if (process.platform !== 'linux') return port
  const descriptor = openSync(port.path, HOW)
  const reader = new ReadStream(descriptor)
  // Of a pseudo-terminal the event loop opens a descriptor of its own, and leaves this one open.
  const own = (reader as { readonly _handle?: { readonly fd?: number } })._handle?.fd
  if (own !== undefined && own !== descriptor) closeSync(descriptor)
  return reader
}
