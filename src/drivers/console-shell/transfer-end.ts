import type { Console } from '../../runtime/console/console.ts'
import type { Markers } from './markers.ts'

/** A command that works with the terminal. */
export interface TerminalCommand {
  readonly markers: Markers
  readonly number: number
  /** Where on the console it began. */
  readonly from: number
}

/** Ends a file transfer: its program does not hear Ctrl-C. */
const CANCEL = '\u0018'.repeat(8)
/** How long it may take to end. */
const END_MS = 2000
/** Markers and what the program says of its failure are not longer. */
const TAIL = 4000

/** How a command has ended, by the end of what the console says; undefined while it runs. */
export function fateOf({ log }: Console, { markers, number, from }: TerminalCommand): string | undefined {
  if (log.end === from) return undefined
  const said = log.slice(Math.max(from, log.end - TAIL)).toString('latin1')
  const end = markers.end(number).exec(said)
  if (end === null) return undefined
  const errors = markers.errors(number)
  const at = said.indexOf(errors)
  const words =
    at === -1
      ? ''
      : said
          .slice(at + errors.length, end.index)
          .replace(/\s+/g, ' ')
          .trim()
  return `its program on the device ended with code ${end[1]}${words === '' ? '' : `: ${words}`}`
}

/** Ends a command that nobody speaks to any more. */
export async function cancelTransfer(console: Console, command: TerminalCommand): Promise<void> {
  if (fateOf(console, command) !== undefined) return
  const options = { timeout: END_MS, notMatching: [] }
  await console.send(CANCEL, options).catch(() => {})
  // As it ends it throws away what it has not read: what is typed before would be lost.
  await console.expect(command.markers.end(command.number), options).catch(() => {})
}
