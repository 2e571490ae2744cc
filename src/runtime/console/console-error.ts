import { performance } from 'node:perf_hooks'
import { DeviceError, LabError } from '../errors.ts'
import type { Found, Pattern } from '../search/search.ts'
import { formatPattern } from '../search/search.ts'
import { formatDuration } from '../units.ts'
import type { ByteLog, Mark } from './byte-log.ts'
import { visibleLines, visibleText } from './visible-text.ts'

/** A wait on a console, as its errors describe it. */
export interface ConsoleWait {
  readonly device: string
  readonly log: ByteLog
  /** What was waited for, such as `"login:"` or `silence`. */
  readonly what: string
  readonly pattern?: Pattern
  /** Where in the log the wait began. */
  readonly from: number
  /** How long it waited, in milliseconds. */
  readonly waited: number
}

/** How many of the last lines an error shows. */
const SHOWN_LINES = 10
/** How much of what was sent last an error shows. */
const SHOWN_SENT = 200
/** No more of the log than this is looked at for an error. */
const SHOWN_BYTES = 65_536

/**
 * `console-timeout`: what was waited for did not come; shows what came instead, and when. `console-away`: it could not
 * come, since the port or connection is gone.
 */
export function timeoutError(wait: ConsoleWait, cause: unknown): DeviceError | LabError {
  const { device, log, what, waited } = wait
  if (log.away !== undefined) return awayError(wait, log.away)
  const message = [
    `${device}: ${what} did not come within ${formatDuration(waited)}.`,
    received(log, wait.from),
    ...lastLines(log),
  ].join('\n  ')
  const hint = hintFor(wait)
  return new DeviceError('console-timeout', message, {
    device,
    cause,
    ...(hint === undefined ? {} : { hint }),
  })
}

function awayError({ device, log, what, waited }: ConsoleWait, { text, time }: Mark): LabError {
  const since = new Date(time).toISOString().slice(11, 19)
  const message = [
    `${device}: ${what} did not come within ${formatDuration(waited)}: the console is away since ${since} UTC (${text}), and did not come back.`,
    ...lastLines(log),
  ].join('\n  ')
  const hint = 'Is it plugged in, and is there power? It is used again as soon as it comes back.'
  return new LabError('console-away', message, { device, hint })
}

/** `console-guard`: a text that must not come came while something else was waited for. */
export function guardError(wait: ConsoleWait, guard: Pattern, found: Found): DeviceError {
  const { device, log, what, waited } = wait
  const message = [
    `${device}: ${formatPattern(guard)} came ${formatDuration(waited)} after the wait for ${what} began.`,
    `The line: ${visibleText(lineAt(log, found)).trim()}`,
    ...lastLines(log),
  ].join('\n  ')
  return new DeviceError('console-guard', message, { device })
}

/** `console-closed`: the connection to the console ended while something was waited for. */
export function closedError(wait: ConsoleWait, cause: Error): LabError {
  const { device, log, what, waited } = wait
  const message = [
    `${device}: the console was closed ${formatDuration(waited)} after the wait for ${what} began: ${cause.message}`,
    ...lastLines(log),
  ].join('\n  ')
  return new LabError('console-closed', message, { device, cause })
}

function received(log: ByteLog, from: number): string {
  const count = log.end - from
  if (count === 0) return 'Not a single byte came.'
  const ago = formatDuration(Math.max(0, performance.now() - log.lastArrival))
  return `${count === 1 ? '1 byte' : `${count} bytes`} came since the wait began, the last one ${ago} ago.`
}

function lastLines(log: ByteLog): string[] {
  const lines = tailLines(log, SHOWN_LINES)
  const sent = log.sends.at(-1)
  return [
    ...(lines.length === 0 ? [] : ['Last lines received:', ...lines.map((line) => `| ${line}`)]),
    ...(sent === undefined ? [] : [`Last sent: ${beginning(sent.bytes)}`]),
  ]
}

/** A file may have been sent: its beginning is enough to know it by. */
function beginning(bytes: Uint8Array): string {
  const text = visibleText(Buffer.from(bytes.subarray(0, SHOWN_SENT)).toString())
  return bytes.length > SHOWN_SENT ? `${text}… (${bytes.length} bytes)` : text
}

/** The last lines of a log that people can read, with marks where they belong. */
export function tailLines(log: ByteLog, count: number): string[] {
  const from = Math.max(log.start, log.end - SHOWN_BYTES)
  const parts: string[] = []
  log.replay(from, {
    bytes: (chunk) => parts.push(Buffer.from(chunk).toString('latin1')),
    mark: (text) => parts.push(Buffer.from(`\n--- ${text} ---\n`).toString('latin1')),
  })
  const lines = visibleLines(Buffer.from(parts.join(''), 'latin1').toString()).filter((line) => line !== '')
  return lines.slice(-count)
}

function lineAt(log: ByteLog, { start, end }: Found): string {
  const before = log.slice(Math.max(log.start, start - 1000), start)
  const behind = log.slice(end, end + 1000)
  const rest = behind.indexOf(10)
  const line = [
    before.subarray(before.lastIndexOf(10) + 1),
    log.slice(start, end),
    rest === -1 ? behind : behind.subarray(0, rest),
  ]
  return Buffer.concat(line).toString()
}

function hintFor({ log, from, pattern }: ConsoleWait): string | undefined {
  if (log.end === 0)
    return 'Nothing ever came on this console: is the device powered, is the baud rate right, are RX and TX swapped?'
  if (pattern === undefined) return undefined
  const text = log.slice(Math.max(from, log.end - SHOWN_BYTES)).toString()
  const near = nearMatch(text, pattern)
  if (near !== undefined)
    return `There is a near match: "${visibleText(near)}". Capitals, spaces and line ends count.`
  const before = log.slice(Math.max(log.start, from - SHOWN_BYTES), from)
  const passed = typeof pattern === 'string' && before.includes(pattern)
  return passed ? 'It came before the wait began, in output that was read already.' : undefined
}

/** The text that would have matched if capitals and white space did not count. */
function nearMatch(text: string, pattern: Pattern): string | undefined {
  if (typeof pattern !== 'string')
    return new RegExp(pattern.source, `${pattern.flags.replace(/[giy]/g, '')}i`).exec(text)?.[0]
  const words = pattern
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(words.join('\\s*'), 'i').exec(text)?.[0]
}
