import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, messageOf, SuiteError } from '../../runtime/errors.ts'
import type { files } from '../../runtime/interfaces/files.ts'
import type { ConsoleShell, Ended } from './console-shell.ts'
import { quote } from './posix-quote.ts'
import { encodedCommand } from './posix-script.ts'

/** Where files come from, and whose they are. */
export interface FilePlace {
  readonly device: string
  /** Where relative paths of this machine start. */
  readonly directory: string
}

/** So many bytes are brought at once; a shell that answers meanwhile has kept up. */
const PIECE = 48 * 1024
/** Bytes of a line of base64. */
const LINE = 57
const TIMEOUT = 600_000

/** The interface `files` on a shell: base64 both ways, and a checksum behind it. */
export function createFileAccess(line: ConsoleShell, place: FilePlace): ImplementationOf<typeof files> {
  const ask = (command: string, signal: AbortSignal, meanwhile?: () => Promise<void>) =>
    line.run(command, { timeout: TIMEOUT, signal, ...(meanwhile === undefined ? {} : { meanwhile }) })
  const must = async (command: string, signal: AbortSignal, meanwhile?: () => Promise<void>) => {
    const ended = await ask(command, signal, meanwhile)
    if (ended.exitCode !== 0) throw transferFailed(place.device, command, ended)
    return ended
  }
  const get = async (path: string, signal: AbortSignal) => {
    const { stdout } = await must(encodedCommand(`cat -- ${quote(path)}`), signal)
    return Buffer.from(stdout.toString('latin1'), 'base64')
  }
  const checksum = async (path: string, signal: AbortSignal) => {
    const { stdout, exitCode } = await ask(`sha256sum -- ${quote(path)}`, signal)
    const sum = /^[0-9a-f]{64}/.exec(stdout.toString())?.[0]
    return exitCode === 0 && sum !== undefined ? sum : sha256(await get(path, signal))
  }
  return {
    put: async ({ file, path, mode }, { signal }) => {
      const content = await readLocal(resolve(place.directory, file))
      const part = quote(`${path}.part`)
      await must(`: >${part}`, signal)
      for (let at = 0; at < content.length; at += PIECE) {
        const piece = content.subarray(at, at + PIECE)
        const meanwhile = async () => {
          await line.hears('~ready;', signal)
          await line.type(`${encoded(piece)}.\n`, signal)
        }
        await must(receive(part), signal, meanwhile)
      }
      const chmod = mode === undefined ? '' : `chmod ${quote(mode)} ${part} && `
      await must(`${chmod}mv -f ${part} ${quote(path)}`, signal)
      const got = await checksum(path, signal)
      if (got !== sha256(content)) throw arrivedDifferent(place.device, path)
      return { bytes: content.length, sha256: got }
    },
    get: ({ path }, { signal }) => get(path, signal),
    checksum: ({ path }, { signal }) => checksum(path, signal),
    remove: async ({ path }, { signal }) => void (await must(`rm -- ${quote(path)}`, signal)),
  }
}

/** Reads base64 from the terminal up to a line with a dot; what follows a failure is not left to the shell. */
function receive(part: string): string {
  const read = 'while read -r _hild && [ "$_hild" != . ]; do echo "$_hild"; done <&3'
  const decode = `base64 -d >>${part} || { cat >/dev/null; false; }`
  const quiet = `stty -echo <&3 2>/dev/null; printf '~%s;' ready`
  return `${quiet}; ${read} | { ${decode}; }; _hild=$?; stty echo <&3 2>/dev/null; exit $_hild`
}

/** Lines that are short enough for any terminal. */
function encoded(piece: Buffer): string {
  const lines: string[] = []
  for (let at = 0; at < piece.length; at += LINE)
    lines.push(`${piece.subarray(at, at + LINE).toString('base64')}\n`)
  return lines.join('')
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
  const message = `${device}: a file could not be brought or fetched. "${command.slice(0, 80)}" ended with ${exitCode}: ${said}`
  return new DeviceError('transfer-failed', message, { device })
}

/** `transfer-failed`: what is on the device now is not what was sent. */
function arrivedDifferent(device: string, path: string): DeviceError {
  const message = `${device}: ${path} is not what was sent: the checksums differ.`
  return new DeviceError('transfer-failed', message, { device, hint: 'The line loses or changes bytes.' })
}
