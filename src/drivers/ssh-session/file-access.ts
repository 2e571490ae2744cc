import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { withDeadline } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, messageOf, SuiteError } from '../../runtime/errors.ts'
import { hashFile } from '../../runtime/files/hash-file.ts'
import type { files } from '../../runtime/interfaces/files.ts'
import { fileMissing } from '../posix-shell/file-missing.ts'
import { modeOf } from '../posix-shell/file-mode.ts'
import type { HostedCommand } from '../posix-shell/hosted-process.ts'
import { quote } from '../posix-shell/quote.ts'
import { runToEnd } from '../posix-shell/shell-access.ts'
import type { SshConnection } from '../ssh-connection/connection.ts'
import { SftpSession } from './sftp-session.ts'
import { createSshHost } from './ssh-host.ts'

/** The end of the name of a file that is on its way. */
const PART = '.hilwright-part'

/** A file that is to be brought to the device. */
interface Upload {
  readonly source: string
  readonly path: string
  readonly mode: number | undefined
}

/** Files of a device over SFTP; over commands where the device has no SFTP. Local paths start at `directory`. */
export function createFileAccess(
  connection: SshConnection,
  directory: string,
): ImplementationOf<typeof files> {
  const remote = new RemoteFiles(connection)
  return {
    put: async ({ file, path, mode }, { signal }) => {
      const source = resolve(directory, file)
      const { bytes, sha256 } = await measure(source, signal)
      const upload = { source, path, mode: mode === undefined ? undefined : modeOf(mode) }
      await remote.put(upload, sha256, signal)
      return { bytes, sha256 }
    },
    get: ({ path }, { signal }) => remote.get(path, signal),
    checksum: ({ path }, { signal }) => remote.checksum(path, signal),
    remove: ({ path }, { signal }) => remote.remove(path, signal),
  }
}

class RemoteFiles {
  readonly #connection: SshConnection

  constructor(connection: SshConnection) {
    this.#connection = connection
  }

  /**
   * Brings a file under another name, compares it, and gives it its name: what was there stays whole until then. Each
   * part has a channel of its own after the one before it: a server may allow no second one.
   */
  async put(upload: Upload, sha256: string, signal: AbortSignal): Promise<void> {
    const part = `${upload.path}${PART}`
    try {
      await this.#send(upload, part, signal)
      const got = await this.checksum(part, signal)
      if (got !== sha256) throw this.#differs(upload.path, sha256, got)
      await this.#rename(part, upload.path, signal)
    } catch (error) {
      await this.#tidy(part)
      throw error
    }
  }

  async get(path: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    using sftp = await SftpSession.open(this.#connection, signal)
    const content =
      sftp === undefined
        ? await this.#command(`cat -- ${quote(path)}`, path, signal)
        : await sftp.ask<Buffer>(path, 'reading', (from, done) => from.readFile(path, done))
    return new Uint8Array(content)
  }

  /** By the device's own program, which reads the file itself; by reading the file where it has none. */
  async checksum(path: string, signal: AbortSignal): Promise<string> {
    if (this.#connection.settings.posix) {
      const end = await this.#run({ command: `sha256sum -- ${quote(path)}` }, signal)
      const [, sum] = /^\\?([0-9a-f]{64})\s/.exec(end.stdout.toString()) ?? []
      if (end.exitCode === 0 && sum !== undefined) return sum
      if (/no such file/i.test(end.stderr.toString())) throw fileMissing(this.#connection.device, path)
    }
    return createHash('sha256')
      .update(await this.get(path, signal))
      .digest('hex')
  }

  async remove(path: string, signal: AbortSignal): Promise<void> {
    using sftp = await SftpSession.open(this.#connection, signal)
    if (sftp === undefined) await this.#command(`rm -- ${quote(path)}`, path, signal)
    else await sftp.ask(path, 'removing', (to, done) => to.unlink(path, done))
  }

  async #send(upload: Upload, part: string, signal: AbortSignal): Promise<void> {
    using sftp = await SftpSession.open(this.#connection, signal)
    if (sftp !== undefined) return await sendBySftp(sftp, upload, part)
    const { source, path, mode } = upload
    const chmod = mode === undefined ? '' : ` && chmod ${mode.toString(8)} ${quote(part)}`
    const command = `cat > ${quote(part)}${chmod}`
    const end = await this.#run({ command, input: createReadStream(source) }, signal)
    if (end.exitCode !== 0) throw this.#refused(path, end.stderr.toString())
  }

  async #rename(part: string, path: string, signal: AbortSignal): Promise<void> {
    const command = `mv -f -- ${quote(part)} ${quote(path)}`
    if (this.#connection.settings.posix) {
      const { exitCode } = await this.#run({ command }, signal)
      if (exitCode === 0) return
    }
    using sftp = await SftpSession.open(this.#connection, signal)
    if (sftp === undefined) await this.#command(command, path, signal)
    else await renameBySftp(sftp, part, path)
  }

  async #command(command: string, path: string, signal: AbortSignal): Promise<Buffer> {
    const end = await this.#run({ command }, signal)
    if (end.exitCode === 0) return end.stdout
    const said = end.stderr.toString()
    throw /no such file/i.test(said) ? fileMissing(this.#connection.device, path) : this.#refused(path, said)
  }

  #run(command: HostedCommand, signal: AbortSignal) {
    return runToEnd(createSshHost(this.#connection), command, { timeout: Number.POSITIVE_INFINITY, signal })
  }

  /** What a broken upload left; why it broke matters more than what fails now. */
  async #tidy(part: string): Promise<void> {
    if (!this.#connection.isOpen) return
    using deadline = withDeadline(2000, undefined, 'removing a part of a file')
    await this.remove(part, deadline.signal).catch(() => {})
  }

  #refused(path: string, said: string): DeviceError {
    const { device } = this.#connection
    return new DeviceError('file-refused', `${device}: ${path} cannot be used: ${said.trim()}`, { device })
  }

  #differs(path: string, expected: string, got: string): DeviceError {
    const { device } = this.#connection
    const message = `${device}: what arrived at ${path} is not what was sent: expected SHA-256 ${expected}, got ${got}.`
    return new DeviceError('file-differs', message, {
      device,
      hint: 'Is its disk full, or its memory broken?',
    })
  }
}

async function sendBySftp(sftp: SftpSession, { source, path, mode }: Upload, part: string): Promise<void> {
  await sftp.ask(path, 'writing', (to, done) => to.fastPut(source, part, done))
  const rights = mode ?? (await modeBefore(sftp, path))
  if (rights !== undefined)
    await sftp.ask(path, 'setting the rights of', (to, done) => to.chmod(part, rights, done))
}

/** The rights of the file that is replaced. */
function modeBefore(sftp: SftpSession, path: string): Promise<number | undefined> {
  return sftp
    .ask<{ mode: number }>(path, 'looking at', (to, done) => to.stat(path, done))
    .then(
      ({ mode }) => mode & 0o7777,
      () => undefined,
    )
}

/** OpenSSH replaces a file at once by an extension; others need it removed before. */
async function renameBySftp(sftp: SftpSession, part: string, path: string): Promise<void> {
  try {
    await sftp.ask(path, 'replacing', (to, done) => to.ext_openssh_rename(part, path, done))
  } catch {
    await sftp.ask(path, 'removing', (to, done) => to.unlink(path, done)).catch(() => {})
    await sftp.ask(path, 'replacing', (to, done) => to.rename(part, path, done))
  }
}

async function measure(source: string, signal: AbortSignal): Promise<{ bytes: number; sha256: string }> {
  const unreadable = (cause: unknown): never => {
    throw new SuiteError('file-not-found', `Cannot read ${source}: ${messageOf(cause)}`, { cause })
  }
  const handle = await open(source).catch(unreadable)
  try {
    const stat = await handle.stat()
    if (stat.isDirectory()) unreadable('it is a folder')
    return { bytes: stat.size, sha256: await hashFile(handle, { signal }) }
  } finally {
    await handle.close()
  }
}
