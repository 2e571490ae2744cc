import { secrets } from '../../runtime/secrets.ts'
import type { ExporterEvent, ExporterListener } from '../../transport/exporter/exporter-event.ts'
import { eventText, type LogLevel, levelOf } from './event-text.ts'
import { RefusalCount } from './refusal-count.ts'

/** How an exporter logs. */
export interface LogOptions {
  readonly format: 'json' | 'text'
  /** What matters less is left out. */
  readonly level: LogLevel
}

/** The levels, the least important first. */
export const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

interface Out {
  write(text: string): unknown
}

/** Opens the log of an exporter: one line for each event. Secrets are masked. */
export async function openLog({ format, level }: LogOptions, out: Out): Promise<ExporterListener> {
  const write = format === 'json' ? await jsonWriter(out) : textWriter(out)
  const lowest = LEVELS.indexOf(level)
  const refusals = new RefusalCount()
  return (event) => {
    const own = levelOf(event)
    if (LEVELS.indexOf(own) < lowest) return
    const more = event.kind === 'refused' ? refusals.count(event.reason) : 0
    if (more !== undefined) write(own, event, more)
  }
}

type Writer = (level: LogLevel, event: ExporterEvent, more: number) => void

function textWriter(out: Out): Writer {
  return (level, event, more) => {
    const time = new Date().toTimeString().slice(0, 8)
    const sign = level === 'warn' || level === 'error' ? `${level}: ` : ''
    const others = more === 0 ? '' : ` (and ${more} more since the last line)`
    out.write(`${time} ${sign}${secrets.mask(eventText(event))}${others}\n`)
  }
}

/** Lines of JSON: `level`, `time`, `event`, `msg` and what belongs to the event. */
async function jsonWriter(out: Out): Promise<Writer> {
  const { pino } = await import('pino') // 50 ms that a log for people does without
  const masked = { write: (line: string) => out.write(secrets.mask(line)) }
  const options = {
    level: 'debug',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const log = pino(options, masked)
  return (level, event, more) => {
    const { kind, ...facts } = event
    log[level]({ event: kind, ...facts, ...(more === 0 ? {} : { more }) }, eventText(event))
  }
}
