import { z } from 'zod'
import { sleep } from '../../runtime/deadline.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { shell } from '../../runtime/interfaces/shell.ts'
import { duration } from '../../runtime/units.ts'
import { defineSimulation } from '../simulated/simulation.ts'

const outcome = z.strictObject({
  stdout: z.string().default(''),
  stderr: z.string().default(''),
  exitCode: z.number().int().default(0),
  time: duration().default(0).describe('How long the command runs.'),
})
const TERMINATED = 143

type Outcome = z.output<typeof outcome>

/** A shell that knows the commands of the bench file, and echo, true and false by itself. */
export const simulatedShell = defineSimulation(shell, {
  config: {
    commands: z
      .record(z.string(), z.union([z.string().transform((stdout) => outcome.parse({ stdout })), outcome]))
      .default({})
      .describe('What commands print and how they end, by the command line; text alone is what they print.'),
  },
  create: ({ commands }) => {
    const jobs = new Map<number, Job>()
    const jobOf = (job: number) => jobs.get(job) ?? noJob(job)
    return {
      run: async ({ command, as, timeout }, { signal }) => {
        const { time, ...left } = outcomeOf(command, commands)
        if (time > timeout) throw tooLong(command)
        if (time > 0) await sleep(time, { signal })
        return as === 'text' ? left : { ...left, stdout: bytes(left.stdout), stderr: bytes(left.stderr) }
      },
      start: ({ command }) => {
        jobs.set(jobs.size + 1, new Job(outcomeOf(command, commands)))
        return jobs.size
      },
      wait: async ({ job, timeout }, { signal }) => {
        const { left } = jobOf(job)
        if (left > timeout) throw tooLong(`Job ${job}`)
        if (left > 0) await sleep(left, { signal })
        return jobOf(job).end
      },
      isRunning: ({ job }) => jobOf(job).left > 0,
      stop: ({ job }) => jobOf(job).stop(),
    }
  },
})

/** A command in the background: it runs its time and then has ended. */
class Job {
  readonly #outcome: Outcome
  readonly #until: number
  #stopped = false

  constructor(known: Outcome) {
    this.#outcome = known
    this.#until = performance.now() + known.time
  }

  get left(): number {
    return this.#stopped ? 0 : Math.max(0, this.#until - performance.now())
  }

  get end() {
    const { stdout, stderr, exitCode } = this.#outcome
    return { stdout, stderr, exitCode: this.#stopped ? TERMINATED : exitCode }
  }

  stop(): void {
    this.#stopped ||= this.left > 0
  }
}

function outcomeOf(command: string, commands: Readonly<Record<string, Outcome>>): Outcome {
  const line = command.trim()
  const known = Object.hasOwn(commands, line) ? commands[line] : undefined
  if (known !== undefined) return known
  const [program = '', ...words] = line.split(/\s+/)
  if (program === 'echo') return outcome.parse({ stdout: `${words.join(' ')}\n` })
  if (program === 'true' || program === 'false')
    return outcome.parse({ exitCode: program === 'true' ? 0 : 1 })
  return outcome.parse({ stderr: `sh: ${program}: not found\n`, exitCode: 127 })
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text))
}

function tooLong(what: string): DeviceError {
  return new DeviceError('command-timeout', `${what} did not end in time.`)
}

function noJob(job: number): never {
  throw new DeviceError('simulated-missing', `The simulated shell has no job ${job}.`)
}
