import type { ConsoleShell } from '../console-shell/console-shell.ts'
import { quote } from '../console-shell/posix-quote.ts'
import type { ModemLine } from '../modem/modem-line.ts'
import { receiveXmodem, receiveYmodem } from '../modem/receive-file.ts'
import { sendXmodem, sendYmodem } from '../modem/send-file.ts'
import { receiveZmodem } from '../zmodem/receive-zmodem.ts'
import { sendZmodem } from '../zmodem/send-zmodem.ts'
import type { Transfer, TransferCommand } from './transfer.ts'

/** The name under which a file crosses by YMODEM and ZMODEM. */
const NAME = 'hil.part'

/** Files by XMODEM (busybox has it too), YMODEM or ZMODEM, by lrzsz's programs of the device. */
export function modemTransfer(kind: keyof typeof WAYS, line: ConsoleShell, must: TransferCommand): Transfer {
  const way = WAYS[kind]
  return {
    send: async (content, part, signal) => {
      await must(`command -v ${way.receiver}`, signal)
      await must(inTerminal(way.takes(part, content.length)), signal, async () =>
        way.send(await line.modem(signal), content),
      )
    },
    fetch: async (path, signal) => {
      const { stdout } = await must(`command -v ${way.sender} >/dev/null && wc -c <${quote(path)}`, signal)
      const size = Number(stdout.toString())
      let content = Buffer.alloc(0)
      // Of an empty file the programs send no block, and some then wait for one.
      if (size === 0) return content
      await must(inTerminal(`${way.sender} ${quote(path)} <&3`), signal, async () => {
        content = Buffer.from(await way.receive(await line.modem(signal)))
      })
      return content.subarray(0, size)
    },
  }
}

interface Way {
  readonly receiver: string
  readonly sender: string
  /** The command that receives a file; `part` is its name, quoted. */
  takes(part: string, size: number): string
  send(line: ModemLine, content: Buffer): Promise<void>
  receive(line: ModemLine): Promise<Buffer>
}

/** busybox asks for a CRC by itself, lrzsz when told to. */
const RX = 'rx $(rx --version 2>&1 </dev/null | grep -q lrzsz && echo -c)'

const XMODEM: Way = {
  receiver: 'rx',
  sender: 'sx',
  // The last block is filled up: what does not belong to the file is cut off.
  takes: (part, size) => `${RX} ${part}x <&3 && head -c ${size} ${part}x >${part} && rm -f ${part}x`,
  send: sendXmodem,
  receive: receiveXmodem,
}

const YMODEM: Way = {
  receiver: 'rb',
  sender: 'sb',
  takes: (part) => `cd "$(dirname ${part})" && rm -f ${NAME} && rb <&3 && mv -f ${NAME} ${part}`,
  send: (line, content) => sendYmodem(line, NAME, content),
  receive: receiveYmodem,
}

const ZMODEM: Way = {
  receiver: 'rz',
  sender: 'sz',
  takes: (part) => `cd "$(dirname ${part})" && rm -f ${NAME} && rz -bq <&3 && mv -f ${NAME} ${part}`,
  send: (line, content) => sendZmodem(line, { name: NAME, content }),
  receive: receiveZmodem,
}

const WAYS = { xmodem: XMODEM, ymodem: YMODEM, zmodem: ZMODEM }

/**
 * A command after which the terminal is as it was, also where its program is killed. What was under way to it is read
 * until half a second of silence: the shell would take it for commands.
 */
function inTerminal(command: string): string {
  const swallow = 'stty raw -echo min 0 time 5 <&3 && cat <&3 >/dev/null'
  const restore = `[ $_hild = 0 ] || { ${swallow}; }; stty "$_hilm" <&3`
  return `_hilm=$(stty -g <&3 2>/dev/null); { ${command}; }; _hild=$?; { ${restore}; } 2>/dev/null; exit $_hild`
}
