import { constants, openSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { ReadStream } from 'node:tty'
import type { SerialPort } from 'serialport'

/**
 * Reads a port that is open and set. On Linux a second descriptor does, which the event loop reads by itself: the
 * library asks a thread for each piece, which costs three times as much at 3 Mbaud.
 */
export function openReader(port: SerialPort): Readable {
  if (process.platform !== 'linux') return port
  return new ReadStream(openSync(port.path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK))
}
