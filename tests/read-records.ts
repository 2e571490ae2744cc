import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { RecordEvent } from '../src/runtime/record/event.ts'

/** An event of a record with its time of day in milliseconds. */
export type TimedEvent = RecordEvent & { readonly time: number }

/** The record of one attempt at one test, as it stands in the output folder. */
export interface StoredRecord {
  /** The name of the folder it lies in. */
  readonly name: string
  readonly events: readonly TimedEvent[]
  /** Keywords of the steps, in the order in which they ended. */
  readonly steps: readonly string[]
}

/** Every record below a folder, by the names of their folders. */
export function readRecords(folder: string): StoredRecord[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'record.ndjson')
    .sort()
    .map((path) => readRecord(join(folder, path)))
}

function readRecord(file: string): StoredRecord {
  let epoch = 0
  const events: TimedEvent[] = []
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
    const event = JSON.parse(line)
    if (event.kind === 'record') epoch = event.epoch
    else events.push({ ...event, time: epoch + event.at / 1000 })
  }
  const steps = events.flatMap((event) => (event.kind === 'step' ? [event.keyword] : []))
  return { name: basename(dirname(file)), events, steps }
}
