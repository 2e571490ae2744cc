import { performance } from 'node:perf_hooks'
import type { DeviceError } from '../../runtime/errors.ts'
import type { ModemLine } from '../modem/modem-line.ts'
import { hexHeader } from './encode.ts'
import { FrameReader, type Part } from './frame-reader.ts'
import type { Header, HeaderKind } from './header.ts'

/** So much silence means that something was lost; and so long may what is no part of the protocol go on. */
const SILENCE = 10_000
const RUBBISH = 60_000

/** What it means when the other side gives up. */
const GIVEN_UP: Readonly<Partial<Record<HeaderKind, string>>> = {
  ZABORT: 'the other side gave it up',
  ZCAN: 'the other side cancelled it',
  ZFERR: 'the other side cannot read or write the file',
}

/** A line with the frames of ZMODEM on it. */
export class FrameLine {
  readonly #line: ModemLine
  readonly #reader = new FrameReader()
  #parts: Part[] = []

  constructor(line: ModemLine) {
    this.#line = line
  }

  /** True when the program of the other side has ended. */
  get isOver(): boolean {
    return this.#line.fate !== undefined
  }

  /** True when something has been said that was not read yet. */
  async hasMore(): Promise<boolean> {
    const bytes = this.#parts.length === 0 && this.#line.hasBytes ? await this.#line.some(0) : undefined
    if (bytes !== undefined) this.#parts = this.#reader.push(bytes)
    return this.#parts.length > 0
  }

  /** The next part; undefined if none comes in time, or none will. */
  async next(silence = SILENCE): Promise<Part | undefined> {
    const until = performance.now() + Math.max(silence, RUBBISH)
    while (this.#parts.length === 0) {
      const bytes = await this.#line.some(silence)
      if (bytes === undefined || performance.now() > until) return undefined
      this.#parts = this.#reader.push(bytes)
    }
    const part = this.#parts.shift() as Part
    const kind = part.kind === 'header' ? part.header.kind : part.kind
    const end = kind === 'cancelled' ? GIVEN_UP.ZCAN : GIVEN_UP[kind as HeaderKind]
    if (end !== undefined) throw this.#line.failure(end)
    return part
  }

  /** Says a header that no data follow. */
  async say(header: Header): Promise<void> {
    await this.#line.write(hexHeader(header))
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#line.write(bytes)
  }

  failure(what: string): DeviceError {
    return this.#line.failure(what)
  }
}
