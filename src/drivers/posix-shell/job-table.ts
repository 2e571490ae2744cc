import type { z } from 'zod'
import { withDeadline } from '../../runtime/deadline.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { shell } from '../../runtime/interfaces/shell.ts'

/** How a command ended. */
export type Finished = z.output<(typeof shell)['members']['run']['result']>

/** A command at work in the background. */
export interface Job {
  /** Rejects if the command cannot be followed to its end. */
  readonly ended: Promise<Finished>
  readonly isRunning: boolean
  /** Sends a signal, such as TERM. */
  kill(signal: string): Promise<void>
}

/** Time for commands to end when the bench does. */
const LEAVING_MS = 2000

/** The commands in the background of one shell, by their numbers. */
export class JobTable implements AsyncDisposable {
  readonly #jobs = new Map<number, Job>()
  #last = 0

  /** Takes a command in and gives it a number. */
  add(job: Job): number {
    job.ended.catch(() => {}) // told to who waits for it
    this.#jobs.set(++this.#last, job)
    return this.#last
  }

  get(number: number): Job {
    const job = this.#jobs.get(number)
    if (job !== undefined) return job
    const known = [...this.#jobs.keys()].join(', ') || 'none'
    throw new SuiteError('no-such-job', `There is no command ${number} in the background; known: ${known}.`)
  }

  /** Ends what still runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    using deadline = withDeadline(LEAVING_MS, undefined, 'ending commands')
    const over = new Promise<void>((resolve) => deadline.signal.addEventListener('abort', () => resolve()))
    const running = [...this.#jobs.values()].filter((job) => job.isRunning)
    this.#jobs.clear()
    const ends = running.map(async (job) => {
      await job.kill('TERM').catch(() => {}) // it goes with its connection then
      await job.ended.catch(() => {})
    })
    await Promise.race([Promise.all(ends), over])
    await Promise.all(running.filter((job) => job.isRunning).map((job) => job.kill('KILL').catch(() => {})))
  }
}
