import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { RecordEvent, RecordHeader } from './event.ts'

/** An event as it is read back. */
export type ReadEvent = RecordEvent & {
  /** Microseconds since the record, or the part of it that this process wrote, began. */
  readonly at: number
  /** Milliseconds since the Unix epoch. */
  readonly time: number
}

/** The options of {@link readRecord}. */
export interface ReadRecordOptions {
  /** Hears of lines that are no events, such as the last one of a process that was killed while it wrote. */
  readonly onDamage?: (line: string, lineNumber: number) => void
}

/** Reads the events of a `record.ndjson`, in the order in which they were written. Damaged lines are left out. */
export async function* readRecord(file: string, options: ReadRecordOptions = {}): AsyncGenerator<ReadEvent> {
  let epoch = 0
  let lineNumber = 0
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    lineNumber += 1
    if (line === '') continue
    const entry = parseEntry(line)
    if (entry === undefined) options.onDamage?.(line, lineNumber)
    else if (entry.kind === 'record') epoch = entry.epoch
    else yield { ...entry, time: epoch + entry.at / 1000 }
  }
}

type Entry = RecordHeader | (RecordEvent & { readonly at: number })

function parseEntry(line: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'kind' in value ? (value as Entry) : undefined
  } catch {
    return undefined
  }
}
