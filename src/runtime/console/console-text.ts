import type { ByteLog } from './byte-log.ts'
import { visibleLines } from './visible-text.ts'

/** The options of {@link consoleText}. */
export interface ConsoleTextOptions {
  /** Offset of the first byte; what is still kept if left out. */
  readonly from?: number
  /** Offset behind the last byte; everything if left out. */
  readonly to?: number
  /** Whether each line begins with the time (UTC) when its first byte came. */
  readonly timestamps?: boolean
}

/** A console's log as people read it: printable, escape sequences gone, marks and losses on lines of their own. */
export function consoleText(log: ByteLog, options: ConsoleTextOptions = {}): string {
  const from = Math.max(options.from ?? 0, log.start)
  const to = Math.min(options.to ?? log.end, log.end)
  const lost = from - (options.from ?? 0)
  // Lists of lines, and not one: what is passed to a function by the hundred thousand overflows the stack.
  const parts = lost > 0 && from === log.start ? [[`--- ${lost} bytes before this were dropped ---`]] : []
  let offset = from
  for (const mark of log.marks.filter((note) => note.offset >= from && note.offset <= to)) {
    parts.push(linesBetween(log, offset, mark.offset, options))
    parts.push([`${stamp(mark.time, options)}--- ${mark.text} ---`])
    offset = mark.offset
  }
  const lines = [...parts, linesBetween(log, offset, to, options)].flat()
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

function linesBetween(log: ByteLog, from: number, to: number, options: ConsoleTextOptions): string[] {
  if (from >= to) return []
  const bytes = log.slice(from, to)
  const lines = visibleLines(bytes.toString())
  if (lines.at(-1) === '') lines.pop()
  if (options.timestamps !== true) return lines
  return timestampedLines(log, from, bytes, options)
}

function timestampedLines(log: ByteLog, from: number, bytes: Buffer, options: ConsoleTextOptions): string[] {
  const lines: string[] = []
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(10, start)
    const end = feed === -1 ? bytes.length : feed
    const line = visibleLines(bytes.toString('utf8', start, end)).join(' ')
    lines.push(`${stamp(log.timeAt(from + start) ?? 0, options)}${line}`)
    start = end + 1
  }
  return lines
}

function stamp(time: number, { timestamps }: ConsoleTextOptions): string {
  return timestamps === true ? `${new Date(time).toISOString().slice(11, 23)}  ` : ''
}
