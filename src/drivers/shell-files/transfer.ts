import type { Ended } from '../console-shell/console-shell.ts'

/** The ways in which files cross a console. */
export const TRANSFERS = ['base64', 'xmodem', 'ymodem', 'zmodem'] as const
export type TransferKind = (typeof TRANSFERS)[number]

/** Runs a command that must succeed; works with the terminal while it runs. */
export type TransferCommand = (
  command: string,
  signal: AbortSignal,
  meanwhile?: () => Promise<void>,
) => Promise<Ended>

/** One way for files to cross a console. */
export interface Transfer {
  /** Brings a content to a file of the device that is there and empty; `part` is its name, quoted. */
  send(content: Buffer, part: string, signal: AbortSignal): Promise<void>
  /** Fetches the content of a file. */
  fetch(path: string, signal: AbortSignal): Promise<Buffer<ArrayBuffer>>
}
