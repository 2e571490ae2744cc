import type { ConsoleShell } from '../console-shell/console-shell.ts'
import { quote } from '../console-shell/posix-quote.ts'
import { encodedCommand } from '../console-shell/posix-script.ts'
import type { Transfer, TransferCommand } from './transfer.ts'

/** So many bytes are brought at once; a shell that answers meanwhile has kept up. */
const PIECE = 48 * 1024
/** Bytes of a line of base64. */
const LINE = 57

/** Files as base64: needs nothing of the line but that it carries text. */
export function base64Transfer(line: ConsoleShell, must: TransferCommand): Transfer {
  return {
    send: async (content, part, signal) => {
      for (let at = 0; at < content.length; at += PIECE) {
        const piece = content.subarray(at, at + PIECE)
        await must(receive(part), signal, async () => {
          await line.hears('~ready;', signal)
          await line.type(`${encoded(piece)}.\n`, signal)
        })
      }
    },
    fetch: async (path, signal) => {
      const { stdout } = await must(encodedCommand(`cat -- ${quote(path)}`), signal)
      return Buffer.from(stdout.toString('latin1'), 'base64')
    },
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
