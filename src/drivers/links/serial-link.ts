import type { SerialPort } from 'serialport'
import { type ByteLink, ByteQueue } from './byte-link.ts'
import { linkClosed, linkFailed } from './link-error.ts'

/** Opens a serial port as a link; nobody else can open it meanwhile. */
export async function openSerialLink(
  { path, baudRate }: { readonly path: string; readonly baudRate: number },
  signal: AbortSignal,
): Promise<ByteLink> {
  signal.throwIfAborted()
  const { SerialPort: Port } = await import('serialport')
  const port = new Port({ path, baudRate, autoOpen: false })
  await new Promise<void>((resolve, reject) => {
    port.open((cause) => (cause ? reject(linkFailed(path, cause)) : resolve()))
  })
  const queue = new ByteQueue()
  port.on('data', (chunk: Buffer) => queue.push(new Uint8Array(chunk)))
  port.on('error', (cause) => queue.fail(linkClosed(path, cause)))
  port.on('close', () => queue.fail(linkClosed(path)))
  return {
    read: (until) => queue.take(until),
    write: (bytes) => written(port, bytes, queue),
    [Symbol.asyncDispose]: () => closed(port),
  }
}

/** A write to a closed port never calls back: its end is heard too. */
function written(port: SerialPort, bytes: Uint8Array, queue: ByteQueue): Promise<void> {
  if (!port.isOpen) return Promise.reject(queue.failure ?? linkClosed(port.path))
  return new Promise((resolve, reject) => {
    const gone = () => reject(linkClosed(port.path))
    port.once('close', gone)
    port.write(bytes, (cause) => {
      port.removeListener('close', gone)
      if (cause) reject(linkClosed(port.path, cause))
      else resolve()
    })
  })
}

function closed(port: SerialPort): Promise<void> {
  if (!port.isOpen) return Promise.resolve()
  return new Promise((resolve) => port.close(() => resolve()))
}
