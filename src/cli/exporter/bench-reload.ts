import { statSync } from 'node:fs'
import type { Bench, BenchReading } from '../../runtime/bench/bench-file.ts'
import { messageOf } from '../../runtime/errors.ts'
import { formatProblems } from '../../runtime/problem.ts'
import { benchDifference } from './bench-difference.ts'

/** The file is looked at so often, by its name: editors that replace it, links and network drives are no matter. */
const EVERY_MS = 500

/** What a reload needs of a bench that is exported. */
export interface ReloadedBench {
  readonly bench: Bench
  readonly isIdle: boolean
  /** Who uses it. */
  readonly user: string | undefined
  /** Resolves when nobody uses it, or the signal aborts. */
  idle(signal: AbortSignal): Promise<void>
  replace(bench: Bench): void
}

/** Uses what a bench file says anew when it changes, as soon as nobody uses the bench; a broken file changes nothing. */
export class BenchReload implements Disposable {
  readonly #bench: ReloadedBench
  readonly #read: () => BenchReading
  readonly #out: { write(text: string): unknown }
  readonly #ended = new AbortController()
  #content: unknown
  #seen: string | undefined
  #waiting = false
  readonly #timer: NodeJS.Timeout

  constructor(
    bench: ReloadedBench,
    { first, read }: { readonly first: BenchReading; readonly read: () => BenchReading },
    out: { write(text: string): unknown },
  ) {
    this.#bench = bench
    this.#read = read
    this.#out = out
    this.#seen = stampOf(bench.bench.file)
    this.#content = first.content
    this.#timer = setInterval(() => this.#look(), EVERY_MS).unref()
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
    this.#ended.abort()
  }

  /** A file that is missing for a moment is being replaced. */
  #look(): void {
    const stamp = stampOf(this.#bench.bench.file)
    if (this.#waiting || stamp === undefined || stamp === this.#seen) return
    this.#seen = stamp
    void this.#reload().catch((error: unknown) => this.#say(messageOf(error)))
  }

  async #reload(): Promise<void> {
    if (this.#isChanged() && !this.#bench.isIdle) {
      this.#say(`changed; it is read again when ${this.#bench.user ?? 'its client'} has gone`)
      this.#waiting = true
      await this.#bench.idle(this.#ended.signal)
      this.#waiting = false
      if (this.#ended.signal.aborted) return
    }
    const reading = this.#read()
    if (reading.bench === undefined) return this.#broken(reading)
    const lines = benchDifference(this.#content, reading.content)
    if (lines.length === 0) return
    this.#content = reading.content
    this.#bench.replace(reading.bench)
    this.#say(`read again:\n${lines.map((line) => `  ${line}`).join('\n')}`)
  }

  #isChanged(): boolean {
    const { bench, content } = this.#read()
    return bench !== undefined && benchDifference(this.#content, content).length > 0
  }

  #broken({ problems }: BenchReading): void {
    this.#say(
      `changed, and has mistakes; the old one stays in use:\n${formatProblems(problems, (path) => path)}`,
    )
  }

  #say(text: string): void {
    this.#out.write(`${this.#bench.bench.file} ${text}\n`)
  }
}

function stampOf(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat && `${stat.ino} ${stat.mtimeMs} ${stat.size}`
}
