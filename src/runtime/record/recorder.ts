import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { secrets } from '../secrets.ts'
import type { Mask } from './console-file.ts'
import { ConsoleFile } from './console-file.ts'
import type { RecordEvent, RecordHeader } from './event.ts'
import { eventText } from './event-text.ts'
import { flushOnExit } from './flush-on-exit.ts'
import { LateFile } from './late-file.ts'

/** The options of {@link openRecord}. */
export interface RecordOptions {
  /** Replaces secrets, in every text of every event and in the console files; those of the process if left out. */
  readonly mask?: Mask
  /**
   * For so many milliseconds the record stays in memory, unless a device speaks or is called; 0, and so on disk at
   * once, if left out.
   */
  readonly holdBack?: number
}

/** Events are written when so much has gathered, in UTF-16 units… */
const BUFFER_LIMIT = 65_536
/** …or when the last write is so long ago (microseconds), or when the event loop comes round. */
const FLUSH_AFTER = 20_000
/** Console bytes that come closer together than this (microseconds) share an event. */
const SAME_BYTES = 1000

/** Opens the record in a folder. Nothing is made on disk before the first event. */
export function openRecord(folder: string, options: RecordOptions = {}): Recorder {
  return new Recorder(folder, options)
}

/**
 * Writes a record: events to `record.ndjson`, console bytes to `console-DEVICE.log`. What was added is on disk when
 * the event loop next comes round, so that a crash loses nothing that happened before.
 */
export class Recorder implements AsyncDisposable {
  readonly folder: string
  readonly #options: RecordOptions
  readonly #file: LateFile
  readonly #consoles = new Map<string, ConsoleFile>()
  readonly #origin = performance.now()
  readonly #stringify: (event: RecordEvent) => string
  #pending = ''
  #lastFlush = 0
  #turn: NodeJS.Immediate | undefined
  #ids = 0
  #opened = false
  #failure: unknown
  #closed = false
  #stopExitHook: (() => void) | undefined
  /** Console bytes whose event is still growing. */
  #burst: { device: string; at: number; offset: number; length: number } | undefined

  constructor(folder: string, options: RecordOptions) {
    this.folder = folder
    this.#options = options
    this.#file = new LateFile(join(folder, 'record.ndjson'), options.holdBack ?? 0)
    this.#stringify = eventText(options.mask)
  }

  /** Path of the file with the events. */
  get file(): string {
    return this.#file.path
  }

  /** Microseconds since the record was opened; an event's `at`. */
  now(): number {
    return Math.round((performance.now() - this.#origin) * 1000)
  }

  /** A number that no other step of this record has. */
  nextId(): number {
    this.#ids += 1
    return this.#ids
  }

  /** The `at` of a time in epoch milliseconds; negative before the record was opened. */
  atTime(time: number): number {
    return Math.round((time - performance.timeOrigin - this.#origin) * 1000)
  }

  /** Adds an event; `at` is now if left out. Never throws: a full disk is reported by flush and dispose. */
  add(event: RecordEvent, at: number = this.now()): void {
    this.#attempt(() => {
      this.#endBurst()
      this.#write(event, at)
    })
  }

  /** Adds bytes that came from a device's console. */
  addConsole(device: string, bytes: Uint8Array, at: number = this.now()): void {
    this.#attempt(() => this.#addBytes(device, bytes, at))
  }

  /** How many bytes of a device's console the record holds. */
  consoleLength(device: string): number {
    return this.#consoles.get(device)?.length ?? 0
  }

  /** Writes what is still in memory; throws a LabError when it, or anything before, could not be written. */
  flush(): void {
    this.#attempt(() => {
      this.#flush()
      if (this.#opened) this.#file.settle()
    })
    if (this.#failure !== undefined) throw this.#failure
  }

  /** The whole record, if none of it is on disk yet; then it takes no more events and nothing will be made on disk. */
  takeHeld(): string | undefined {
    this.#attempt(() => this.#flush())
    const text = this.#file.take()
    if (text === undefined) return undefined
    this.#close()
    return text
  }

  /** Writes what is left and closes the files; a record that was disposed takes no more events. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    try {
      this.flush()
    } finally {
      this.#close()
    }
  }

  #close(): void {
    this.#closed = true
    this.#stopExitHook?.()
    for (const file of this.#consoles.values()) file.close()
    this.#file.close()
  }

  /** After a failure nothing more is written, so that the record has no holes. */
  #attempt(work: () => void): void {
    if (this.#closed || this.#failure !== undefined) return
    try {
      work()
    } catch (error) {
      this.#failure = error
    }
  }

  #addBytes(device: string, bytes: Uint8Array, at: number): void {
    this.#file.settle()
    const file = this.#console(device)
    const burst = this.#burst
    if (burst === undefined || burst.device !== device || at - burst.at >= SAME_BYTES) {
      this.#endBurst()
      this.#burst = { device, at, offset: file.length, length: bytes.length }
    } else burst.length += bytes.length
    file.add(bytes)
    this.#schedule(at)
  }

  #write(event: RecordEvent, at: number): void {
    if (!this.#opened) this.#open()
    if (event.kind === 'call') this.#file.settle()
    this.#pending += `{"at":${at},${this.#stringify(event).slice(1)}\n`
    this.#schedule(at)
  }

  #schedule(at: number): void {
    if (this.#pending.length >= BUFFER_LIMIT || at - this.#lastFlush >= FLUSH_AFTER) this.#flush()
    else this.#turn ??= setImmediate(() => this.#attempt(() => this.#flush()))
  }

  #flush(): void {
    clearImmediate(this.#turn)
    this.#turn = undefined
    this.#endBurst()
    for (const file of this.#consoles.values()) file.flush()
    const text = this.#pending
    this.#pending = ''
    this.#lastFlush = this.now()
    if (text !== '') this.#file.write(text)
  }

  #open(): void {
    this.#opened = true
    this.#stopExitHook = flushOnExit(this)
    const epoch = performance.timeOrigin + this.#origin
    const started = new Date(epoch).toISOString()
    const header: RecordHeader = { kind: 'record', version: 1, started, epoch }
    // A process that was killed may have left half a line: the header begins a new one.
    // At once, so that a record is never empty, however soon the process ends.
    this.#file.write(`${this.#file.open() > 0 ? '\n' : ''}${JSON.stringify(header)}\n`)
  }

  #endBurst(): void {
    if (this.#burst === undefined) return
    const { at, ...bytes } = this.#burst
    this.#burst = undefined
    this.#write({ kind: 'console', direction: 'in', ...bytes }, at)
  }

  #console(device: string): ConsoleFile {
    const known = this.#consoles.get(device)
    if (known !== undefined) return known
    const path = join(this.folder, consoleFileName(device))
    const mask = this.#options.mask ?? (secrets.isEmpty ? undefined : (text: string) => secrets.mask(text))
    const file = new ConsoleFile(path, mask)
    this.#consoles.set(device, file)
    return file
  }
}

/** Name of the file that holds a device's console bytes. */
export function consoleFileName(device: string): string {
  return `console-${device.replace(/[^\w.-]/g, '_')}.log`
}
