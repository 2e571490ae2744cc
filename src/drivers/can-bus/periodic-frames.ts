import type { CanFrame, CanPort } from './can-frame.ts'

interface Job {
  readonly frame: CanFrame
  readonly every: number
  readonly started: number
  count: number
  timer: NodeJS.Timeout | undefined
  failure: unknown
}

/** Sends frames again and again: each at its own time from the start, so that delays do not add up. */
export class PeriodicFrames {
  readonly #port: Pick<CanPort, 'send'>
  readonly #jobs = new Map<number, Job>()
  readonly #signal: AbortSignal
  #next = 1

  constructor(port: Pick<CanPort, 'send'>, signal: AbortSignal) {
    this.#port = port
    this.#signal = signal
  }

  /** Starts a job and returns its number. */
  start(frame: CanFrame, every: number): number {
    const number = this.#next++
    const job: Job = {
      frame,
      every,
      started: performance.now(),
      count: 0,
      timer: undefined,
      failure: undefined,
    }
    this.#jobs.set(number, job)
    this.#send(job)
    return number
  }

  /** Ends a job, or all; throws what made it fail. A job that is over already is no mistake. */
  stop(number?: number): void {
    const ended = [...this.#jobs].filter(([known]) => number === undefined || known === number)
    for (const [known, { timer }] of ended) {
      clearTimeout(timer)
      this.#jobs.delete(known)
    }
    const failed = ended.find(([, { failure }]) => failure !== undefined)
    if (failed !== undefined) throw failed[1].failure
  }

  /** Ends all jobs, whatever became of them. */
  dispose(): void {
    for (const { timer } of this.#jobs.values()) clearTimeout(timer)
    this.#jobs.clear()
  }

  #send(job: Job): void {
    this.#port.send(job.frame, this.#signal).catch((error: unknown) => {
      job.failure ??= error
      clearTimeout(job.timer)
    })
    const now = performance.now()
    // After a pause of the process, what was missed is not sent at once.
    job.count = Math.max(job.count + 1, Math.floor((now - job.started) / job.every))
    const wait = job.started + job.count * job.every - now
    job.timer = setTimeout(() => this.#send(job), Math.max(0, wait))
  }
}
