import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { size } from '../../runtime/units.ts'
import { type ListenAddress, parseListenAddress } from '../../transport/served/listen-address.ts'
import type { LogLevel } from './event-text.ts'
import { LEVELS, type LogOptions } from './exporter-log.ts'

/** What the command line says about an exporter, as it stands there. */
export interface ExporterOptions {
  /** HOST:PORT or the path of a unix socket. */
  readonly listen: string
  /** Seconds for which a session outlives its connection. */
  readonly grace?: string
  /** Seconds for which an open session may go on after the exporter was told to end. */
  readonly drain?: string
  /** HOST:PORT where metrics are served. */
  readonly metrics?: string
  /** How much the files of clients may take together, as in `10 GiB`. */
  readonly cacheSize?: string
  /** The folder whose files other exporters may have. */
  readonly images?: string
  readonly log?: string
  readonly logLevel?: string
}

/** The same, read. Times are in milliseconds. */
export interface ExporterSettings {
  readonly listen: ListenAddress
  readonly grace: number
  readonly drain: number
  readonly metrics: ListenAddress | undefined
  /** In bytes. */
  readonly cacheSize: number | undefined
  readonly images: string | undefined
  readonly log: LogOptions
}

/** Reads the options of an exporter; throws a SuiteError. */
export function readSettings(options: ExporterOptions): ExporterSettings {
  return {
    listen: parseListenAddress(options.listen),
    grace: secondsOf('--grace', options.grace ?? '30'),
    drain: secondsOf('--drain', options.drain ?? '30'),
    metrics: options.metrics === undefined ? undefined : parseListenAddress(options.metrics),
    cacheSize: options.cacheSize === undefined ? undefined : bytesOf('--cache-size', options.cacheSize),
    images: options.images === undefined ? undefined : folderOf('--images', options.images),
    log: {
      format: oneOf('--log', options.log ?? 'text', ['text', 'json'] as const),
      level: oneOf<LogLevel>('--log-level', options.logLevel ?? 'info', LEVELS),
    },
  }
}

function secondsOf(option: string, text: string): number {
  const seconds = Number(text)
  if (text.trim() !== '' && Number.isFinite(seconds) && seconds >= 0) return seconds * 1000
  throw new SuiteError('wrong-argument', `${option} takes seconds, got "${text}".`, {
    hint: `As in ${option} 30`,
  })
}

function bytesOf(option: string, text: string): number {
  const read = size().safeParse(text)
  if (read.success && read.data > 0) return read.data
  throw new SuiteError('wrong-argument', `${option} takes a size, got "${text}".`, {
    hint: `As in ${option} 10GiB`,
  })
}

function folderOf(option: string, text: string): string {
  const folder = resolve(text)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder
  throw new SuiteError('wrong-argument', `${option} takes a folder, got "${text}".`)
}

function oneOf<T extends string>(option: string, text: string, known: readonly T[]): T {
  const found = known.find((value) => value === text)
  if (found !== undefined) return found
  const message = `${option} takes ${known.join(', ')}, got "${text}".`
  const hint = didYouMean(text, known)
  throw new SuiteError('wrong-argument', message, hint === undefined ? {} : { hint })
}
