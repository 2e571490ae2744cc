import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, messageOf, SuiteError } from '../../runtime/errors.ts'
import type { files } from '../../runtime/interfaces/files.ts'
import type { ConsoleShell, Ended } from '../console-shell/console-shell.ts'
import { quote } from '../console-shell/posix-quote.ts'
import { fileMissing } from '../posix-shell/file-missing.ts'
import { modeOf } from '../posix-shell/file-mode.ts'
import { base64Transfer } from './base64-transfer.ts'
import { modemTransfer } from './modem-transfer.ts'
import type { TransferCommand, TransferKind } from './transfer.ts'

/** Where files come from, and whose they are. */
export interface FilePlace {
  readonly device: string
  /** Where relative paths of this machine start. */
  readonly directory: string
  /** How bytes cross the line. */
  readonly transfer: TransferKind
}

const TIMEOUT = 600_000

/** The interface `files` on a shell: any way of transfer, and a checksum behind it. */
export function createFileAccess(line: ConsoleShell, place: FilePlace): ImplementationOf<typeof files> {
  const ask = (command: string, signal: AbortSignal, meanwhile?: () => Promise<void>) =>
    line.run(command, { timeout: TIMEOUT, signal, ...(meanwhile === undefined ? {} : { meanwhile }) })
  const must: TransferCommand = async (command, signal, meanwhile) => {
    const ended = await ask(command, signal, meanwhile)
    if (ended.exitCode !== 0) throw transferFailed(place.device, command, ended)
    return ended
  }
  const way =
    place.transfer === 'base64' ? base64Transfer(line, must) : modemTransfer(place.transfer, line, must)
  const get = (path: string, signal: AbortSignal) =>
    way.fetch(path, signal).catch((error) => {
      throw ofPath(place.device, path, error)
    })
  const checksum = async (path: string, signal: AbortSignal) => {
    const { stdout, exitCode } = await ask(`sha256sum -- ${quote(path)}`, signal)
    const sum = /^[0-9a-f]{64}/.exec(stdout.toString())?.[0]
    return exitCode === 0 && sum !== undefined ? sum : sha256(await get(path, signal))
  }
  return {
    put: async ({ file, path, mode }, { signal }) => {
      const rights = mode === undefined ? undefined : modeOf(mode)
      const content = await readLocal(resolve(place.directory, file))
      const part = quote(`${path}.part`)
      await must(`: >${part}`, signal).catch((error) => {
        throw ofPath(place.device, path, error)
      })
      if (content.length > 0) await way.send(content, part, signal)
      const chmod = rights === undefined ? '' : `chmod ${rights.toString(8)} ${part} && `
      await must(`${chmod}mv -f ${part} ${quote(path)} || { rm -f ${part}; false; }`, signal)
      const got = await checksum(path, signal)
      if (got !== sha256(content)) throw arrivedDifferent(place.device, path)
      return { bytes: content.length, sha256: got }
    },
    get: ({ path }, { signal }) => get(path, signal),
    checksum: ({ path }, { signal }) => checksum(path, signal),
    remove: async ({ path }, { signal }) => void (await must(`rm -- ${quote(path)}`, signal)),
  }
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

async function readLocal(path: string): Promise<Buffer> {
  return await readFile(path).catch((cause) => {
    throw new SuiteError('file-not-found', `Cannot read ${path}: ${messageOf(cause)}`, { cause })
  })
}

/** `transfer-failed`: the device could not read or write a file. */
function transferFailed(device: string, command: string, { stderr, stdout, exitCode }: Ended): DeviceError {
  const said = stderr.toString().trim() || stdout.toString('utf8', 0, 300).trim()
  const why = said === '' ? `"${command.slice(0, 80)}" ended with ${exitCode}` : said
  const message = `${device}: a file could not be brought or fetched: ${why}`
  return new DeviceError('transfer-failed', message, { device })
}

/** A file or folder that is not there has an error of its own. */
function ofPath(device: string, path: string, error: unknown): unknown {
  return /no such file|nonexistent directory|directory nonexistent/i.test(messageOf(error))
    ? fileMissing(device, path)
    : error
}

/** `transfer-failed`: what is on the device now is not what was sent. */
function arrivedDifferent(device: string, path: string): DeviceError {
  const message = `${device}: ${path} is not what was sent: the checksums differ.`
  return new DeviceError('transfer-failed', message, { device, hint: 'The line loses or changes bytes.' })
}
