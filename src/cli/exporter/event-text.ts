import { formatTarget } from '../../runtime/connection.ts'
import { formatDuration } from '../../runtime/units.ts'
import type { ExporterEvent } from '../../transport/exporter/exporter-event.ts'
import { formatBytes } from '../flash/format-bytes.ts'

/** How much an event matters. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** How much an event of an exporter matters. */
export function levelOf(event: ExporterEvent): LogLevel {
  switch (event.kind) {
    case 'call':
    case 'hook':
      if (event.outcome === 'failed') return 'warn'
      return event.kind === 'hook' ? 'info' : 'debug'
    case 'refused':
    case 'link-lost':
      return 'warn'
    case 'trouble':
      return 'error'
    default:
      return 'info'
  }
}

/** An event of an exporter as a line for people. */
export function eventText(event: ExporterEvent): string {
  switch (event.kind) {
    case 'connected':
      return `${event.client} connected${event.viewer ? ', to look on' : ''}`
    case 'link-lost':
      return `${event.client} lost its connection`
    case 'resumed':
      return `${event.client} is back`
    case 'gone':
      return `${event.client} has gone: ${event.code}`
    case 'refused':
      return `refused: ${event.message}`
    case 'waits':
      return `${event.client} waits for ${event.by}`
    case 'session-begun':
      return `session of ${event.client} begins`
    case 'session-ended':
      return `session of ${event.client} has ended: ${event.reason}`
    case 'call':
      return `${formatTarget(event.target)} ${ended(event)} for ${event.client}`
    case 'hook':
      return `hook ${event.hook} ${ended(event)} for ${event.client}`
    case 'image-sent':
      return `${event.image} went to ${event.to}, ${formatBytes(event.bytes)}`
    case 'trouble':
      return event.message
  }
}

interface Ended {
  readonly outcome: string
  readonly milliseconds: number
  readonly message?: string
}

function ended({ outcome, milliseconds, message }: Ended): string {
  const why = message === undefined ? '' : ` (${message.split('\n')[0]})`
  return `${outcome} in ${formatDuration(milliseconds)}${why}`
}
