import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { ByteLink } from './byte-link.ts'
import { linkClosed, linkFailed } from './link-error.ts'

const LONGEST_READ = 65_536

/**
 * Opens a device file whose driver speaks in messages, as /dev/usbtmc0: nothing is read before somebody asks, since
 * the instrument would report a read without a question as an error. The kernel ends such a read in time.
 */
export async function openDeviceFileLink(path: string): Promise<ByteLink> {
  const file = await open(path, constants.O_RDWR | constants.O_NOCTTY).catch((cause: unknown) => {
    throw linkFailed(path, cause)
  })
  let isClosed = false
  const read = async () => {
    const { bytesRead, buffer } = await file.read(new Uint8Array(LONGEST_READ), 0, LONGEST_READ)
    if (bytesRead === 0) throw linkClosed(path)
    return buffer.slice(0, bytesRead)
  }
  return {
    read: (signal) => orAborted(read(), signal),
    write: async (bytes) => void (await file.write(bytes)),
    [Symbol.asyncDispose]: async () => {
      if (!isClosed) void file.close().catch(() => {})
      isClosed = true
    },
  }
}

/** Node cannot call a read of a file back: it is left to the kernel's own time limit. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    if (signal.aborted) giveUp()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
