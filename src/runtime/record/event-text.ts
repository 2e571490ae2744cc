import { secrets } from '../secrets.ts'
import type { Mask } from './console-file.ts'
import type { RecordEvent } from './event.ts'
import { recordable } from './recordable.ts'

/** How events become JSON, with secrets masked: those of the process, or those that `mask` knows. */
export function eventText(mask: Mask | undefined): (event: RecordEvent) => string {
  if (mask === undefined)
    return (event) => (secrets.isEmpty ? JSON.stringify(plain(event)) : maskedJson(event))
  const masked = (_key: string, value: unknown) => (typeof value === 'string' ? mask(value) : value)
  return (event) => JSON.stringify(plain(event), masked)
}

/** Secrets may come up after the record was opened. */
function maskedJson(event: RecordEvent): string {
  const masked = (_key: string, value: unknown) => (typeof value === 'string' ? secrets.mask(value) : value)
  return JSON.stringify(plain(event), masked)
}

/** Only these events hold values that JSON may not know. */
function plain(event: RecordEvent): unknown {
  return event.kind === 'call' || event.kind === 'measurement' ? recordable(event) : event
}
