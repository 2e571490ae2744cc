import { basename } from 'node:path'
import type { FileProgress } from '../../runtime/connection.ts'
import { formatDuration } from '../../runtime/units.ts'
import type { Terminal } from '../terminal.ts'
import { formatBytes } from './format-bytes.ts'

/** How far an image is: on its way to the bench, or from there to the device. */
export interface FlashStep {
  readonly step: FileProgress['step'] | 'check' | 'write' | 'verify'
  readonly file: string
  readonly bytes: number
  /** Unknown of an image that is unpacked on the way. */
  readonly length?: number | undefined
  /** The block map that says which parts are written. */
  readonly bmap?: string | undefined
}

const DOING = {
  ...{ read: 'Reading', send: 'Sending', there: 'Sent', fetch: 'Fetching' },
  ...{ check: 'Checking', write: 'Writing', verify: 'Comparing' },
} as const

/** Nothing is written yet. */
const BEFORE: ReadonlySet<FlashStep['step']> = new Set(['read', 'send', 'fetch', 'check'])

/** A terminal shows a new bar so often; a log gets a new line. */
const EVERY_MS = { terminal: 100, log: 10_000 }
const BAR = 24

/** Tells how far an image is: one line that changes on a terminal, a line now and then in a log. */
export class FlashProgress implements Disposable {
  readonly #device: string
  readonly #out: Terminal['stderr']
  #step: FlashStep['step'] | undefined
  /** Where the step began: a file that is resumed begins late. */
  #from = { time: 0, bytes: 0 }
  #next = 0
  #shown = false

  constructor(device: string, out: Terminal['stderr']) {
    this.#device = device
    this.#out = out
  }

  /** What an interruption leaves behind. */
  get left(): string {
    return this.#step !== undefined && BEFORE.has(this.#step)
      ? `nothing was written to ${this.#device}; what was sent is kept.`
      : `the image may be half written. Flash ${this.#device} again.`
  }

  show(progress: FlashStep): void {
    const now = performance.now()
    if (progress.step !== this.#step) this.#begin(progress, now)
    if (progress.step === 'there') return
    if (now < this.#next) return
    this.#next = now + (this.#isTerminal ? EVERY_MS.terminal : EVERY_MS.log)
    this.#write(this.#isTerminal ? this.#bar(progress, now) : this.#line(progress, now))
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.#shown) this.#out.write('\r\u001b[K')
    this.#shown = false
  }

  [Symbol.dispose](): void {
    this.clear()
  }

  #begin({ step, file, bytes, length, bmap }: FlashStep, now: number): void {
    const before = this.#step
    this.#step = step
    this.#from = { time: now, bytes }
    this.#next = this.#isTerminal ? 0 : now + EVERY_MS.log
    if (this.#isTerminal) return
    const size = length === undefined ? '' : `, ${formatBytes(length)}`
    const by = bmap === undefined ? '' : ` by ${bmap}`
    if (step !== 'read' && step !== 'there') this.#write(`${DOING[step]} ${basename(file)}${by}${size}`)
    if (step === 'there') this.#write(`${basename(file)} ${isThere(before)}; writing it to ${this.#device}`)
  }

  #bar(progress: FlashStep, now: number): string {
    const { step, file, bytes, length, bmap } = progress
    const what = `${DOING[step]} ${basename(file)}${bmap === undefined ? '' : ` by ${bmap}`}`
    if (length === undefined) return `${what} ${this.#pace(progress, now)}`
    const part = length === 0 ? 1 : bytes / length
    const bar = '█'.repeat(Math.round(part * BAR)).padEnd(BAR, '░')
    return `${what} ${bar} ${Math.floor(part * 100)} % ${this.#pace(progress, now)}`
  }

  #line(progress: FlashStep, now: number): string {
    return `${basename(progress.file)}: ${this.#pace(progress, now)}`
  }

  /** `120 MB of 268 MB, 310 MB/s, 0.5 s left` */
  #pace({ bytes, length }: FlashStep, now: number): string {
    const rate = (bytes - this.#from.bytes) / ((now - this.#from.time) / 1000)
    const far = length === undefined ? formatBytes(bytes) : `${formatBytes(bytes)} of ${formatBytes(length)}`
    if (!(rate > 0) || !Number.isFinite(rate)) return far
    if (length === undefined) return `${far}, ${formatBytes(rate)}/s`
    return `${far}, ${formatBytes(rate)}/s, ${formatDuration(((length - bytes) / rate) * 1000)} left`
  }

  #write(text: string): void {
    this.#out.write(this.#isTerminal ? `\r${text}\u001b[K` : `${text}\n`)
    this.#shown = this.#isTerminal
  }

  get #isTerminal(): boolean {
    return this.#out.isTTY === true
  }
}

function isThere(before: FlashStep['step'] | undefined): string {
  if (before === 'fetch') return 'is fetched'
  return before === 'send' ? 'is on the exporter' : 'is on the exporter already'
}
