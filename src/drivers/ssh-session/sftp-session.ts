import type { SFTPWrapper } from 'ssh2'
import { DeviceError } from '../../runtime/errors.ts'
import { fileMissing } from '../posix-shell/file-missing.ts'
import { connectionLost } from '../ssh-connection/connect-error.ts'
import type { OpenChannel, SshConnection } from '../ssh-connection/connection.ts'

type Done<T> = (error: Error | null | undefined, value?: T) => void

/** The numbers of SFTP's answers that mean something here. */
const NO_SUCH_FILE = 2
const PERMISSION_DENIED = 3

/** SFTP for one piece of work; disposing it closes it. */
export class SftpSession implements Disposable {
  readonly #device: string
  readonly #sftp: SFTPWrapper
  readonly #signal: AbortSignal
  /** Aborts with the caller's signal, and when the connection is lost. */
  readonly #stop: AbortSignal

  private constructor(device: string, { channel, lost }: OpenChannel<SFTPWrapper>, signal: AbortSignal) {
    this.#device = device
    this.#sftp = channel
    this.#signal = signal
    this.#stop = AbortSignal.any([signal, lost])
  }

  /** Opens SFTP; undefined where the device has none. */
  static async open(connection: SshConnection, signal: AbortSignal): Promise<SftpSession | undefined> {
    try {
      return new SftpSession(connection.device, await connection.sftp(signal), signal)
    } catch (error) {
      if (error instanceof Error && /unable to (start|open)|subsystem/i.test(error.message)) return undefined
      throw error
    }
  }

  /** Asks for something about a file; the error names the file and what was being done. */
  ask<T>(path: string, doing: string, call: (sftp: SFTPWrapper, done: Done<T>) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(this.#stopped(path, doing))
      if (this.#stop.aborted) return giveUp()
      this.#stop.addEventListener('abort', giveUp, { once: true })
      call(this.#sftp, (error, value) => {
        this.#stop.removeEventListener('abort', giveUp)
        if (error) reject(this.#failed(path, doing, error))
        else resolve(value as T)
      })
    })
  }

  [Symbol.dispose](): void {
    this.#sftp.end()
  }

  #stopped(path: string, doing: string): unknown {
    if (this.#signal.aborted) return this.#signal.reason
    return connectionLost(this.#device, `${doing} ${path}`, this.#stop.reason)
  }

  #failed(path: string, doing: string, cause: Error): Error {
    const { code } = cause as { code?: unknown }
    if (typeof code === 'string') return cause // of a file here, not there
    const device = this.#device
    if (code === NO_SUCH_FILE) return fileMissing(device, path, cause)
    const hint =
      code === PERMISSION_DENIED
        ? 'The account that logs in has no right to it.'
        : 'Is the disk full, or the path that of a folder?'
    const message = `${device}: ${doing} ${path} failed: ${cause.message}`
    return new DeviceError('file-refused', message, { cause, device, hint })
  }
}
