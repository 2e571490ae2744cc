import type { LogLevel } from '../../keywords/catalogue/keyword-context.ts'
import { EarlyEndSignal } from '../../keywords/interpreter/completion.ts'
import type { StepPlace } from '../../keywords/interpreter/failure.ts'
import type { RunListener, StepOutcome } from '../../keywords/interpreter/run-state.ts'
import type { Recorder } from '../../runtime/record/recorder.ts'
import { secrets } from '../../runtime/secrets.ts'
import { baseTest } from '../base-test.ts'

/** Playwright's `test.step`, as far as it is used here. */
export type StepFunction = <T>(
  title: string,
  body: () => Promise<T>,
  options: { location: { file: string; line: number; column: number } },
) => Promise<T>

/**
 * How many steps of a test Playwright is shown: each costs it about 0.1 ms and stays in its memory, so that loops of
 * many rounds would slow everything down. The record has every step.
 */
export const SHOWN_STEPS = 300

const RECORD_LEVELS = {
  TRACE: 'debug',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warning',
  ERROR: 'error',
} as const

/** Shows the steps of a test as Playwright steps, up to a number, and writes all of them into the record. */
export class StepListener implements RunListener {
  readonly #step: StepFunction
  readonly #recorder: Recorder
  readonly #origin = performance.now()
  readonly #recordStart: number
  #left = SHOWN_STEPS
  #folded = 0

  constructor(step: StepFunction, recorder: Recorder) {
    this.#step = step
    this.#recorder = recorder
    this.#recordStart = recorder.now()
  }

  get showsSteps(): boolean {
    return this.#left > 0
  }

  /** Number of steps that only the record has. */
  get folded(): number {
    return this.#folded
  }

  step<T>(title: string, place: StepPlace, body: () => T | Promise<T>): T | Promise<T> {
    if (this.#left <= 0) {
      this.#folded++
      return body()
    }
    this.#left--
    return this.#show(secrets.mask(title), place, body)
  }

  attach(name: string, path: string, contentType: string): void {
    baseTest.info().attachments.push({ name, path, contentType })
  }

  stepEnded(title: string, place: StepPlace, _depth: number, outcome: StepOutcome): void {
    const at = this.#recordStart + Math.round((outcome.start - this.#origin) * 1000)
    const error = outcome.status === 'failed' ? { error: { message: outcome.message ?? '' } } : {}
    const took = Math.round(outcome.duration * 1000)
    const { file, line } = place
    this.#recorder.add(
      { kind: 'step', keyword: title, file, line, status: outcome.status, took, ...error },
      at,
    )
  }

  log(message: string, level: LogLevel): void {
    this.#recorder.add({ kind: 'log', level: RECORD_LEVELS[level], message })
    if (level === 'WARN' || level === 'ERROR') process.stderr.write(`${level}: ${secrets.mask(message)}\n`)
  }

  /** What the terminal shows must be in the record too, even if the process is killed the moment after. */
  print(text: string, stream: 'stdout' | 'stderr'): void {
    this.#recorder.flush()
    process[stream].write(secrets.mask(text))
  }

  /** Ending a test early is no failure of the steps around: the signal passes outside of Playwright's step. */
  async #show<T>(title: string, { file, line, column }: StepPlace, body: () => T | Promise<T>): Promise<T> {
    const outcome = await this.#step(
      title,
      async (): Promise<{ value: T } | { signal: EarlyEndSignal }> => {
        try {
          return { value: await body() }
        } catch (error) {
          if (error instanceof EarlyEndSignal) return { signal: error }
          throw error
        }
      },
      { location: { file, line, column } },
    )
    if ('signal' in outcome) throw outcome.signal
    return outcome.value
  }
}
