import { Readable } from 'node:stream'
import { sleep, withDeadline } from '../../runtime/deadline.ts'
import { DeviceError, SuiteError } from '../../runtime/errors.ts'
import type { CommandHost, CommandPipe } from './command-host.ts'
import type { Finished, Job } from './job-table.ts'
import { findPid, killCommand, type Surroundings, scriptOf } from './script.ts'

/** More output than this ends a command: it would fill the memory. */
const MOST_OUTPUT = 64 * 1024 * 1024
/** The process number stands in one of these. */
const FIRST_CHUNKS = 4
/** Time for a command to end after it was interrupted, and for a signal to be sent. */
const GRACE_MS = 1000

/** A command to run, and what it runs in. */
export interface HostedCommand extends Surroundings {
  readonly command: string
  /** Lines before it that bring back what an earlier command left. */
  readonly kept?: readonly string[] | undefined
  /** What it reads from its standard input. */
  readonly input?: string | Readable | undefined
}

/** How a command ended; what it wrote is as it came. */
export interface HostedEnd {
  readonly stdout: Buffer
  readonly stderr: Buffer
  readonly exitCode: number
}

/** A command at work on a host. */
export class HostedProcess {
  readonly ended: Promise<HostedEnd>
  readonly #host: CommandHost
  readonly #pipe: CommandPipe
  readonly #command: string
  readonly #stdout: Buffer[] = []
  readonly #stderr: Buffer[] = []
  #length = 0
  /** Resolves when the first output is there: it has the process number. */
  readonly #told: Promise<unknown>
  #isRunning = true

  private constructor(host: CommandHost, pipe: CommandPipe, command: string) {
    this.#host = host
    this.#pipe = pipe
    this.#command = command
    this.#told = host.posix ? firstOutput(pipe) : Promise.resolve()
    this.ended = this.#follow()
    this.ended.catch(() => {}) // told to who waits for it
  }

  /** Starts a command. */
  static async start(
    host: CommandHost,
    { command, input, ...surroundings }: HostedCommand,
    signal: AbortSignal,
  ): Promise<HostedProcess> {
    const line = host.posix ? scriptOf(command, surroundings) : plain(command, surroundings)
    const process = await host.exec(line, signal, (pipe) => new HostedProcess(host, pipe, command))
    if (input instanceof Readable) feed(input, process.#pipe)
    else process.#pipe.stdin?.end(input ?? '')
    return process
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  /** The last lines of its output, for messages. */
  get tail(): string {
    const text = Buffer.concat([...this.#stdout.slice(-4), ...this.#stderr.slice(-4)]).toString()
    return text
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('hilwright-pid:'))
      .slice(-3)
      .map((line) => `\n  | ${line.slice(-200)}`)
      .join('')
  }

  /** Sends a signal to the command and what it started. */
  async kill(name: string): Promise<void> {
    await this.#within(this.#told)
    const pid = findPid(Buffer.concat(this.#stdout.slice(0, FIRST_CHUNKS)))?.pid
    if (!this.#isRunning) return
    if (pid === undefined) return this.#pipe.signal(name)
    this.#pipe.spare?.()
    using deadline = withDeadline(GRACE_MS, undefined, 'sending a signal')
    try {
      await this.#host.exec(killCommand(pid, name), deadline.signal, runSilently)
    } catch {
      this.#pipe.signal(name) // no further command can run: the host may pass it on by itself
    }
  }

  /** Ends the command, first as Ctrl-C does; whether it is known to have ended. */
  async interrupt(): Promise<boolean> {
    for (const name of ['INT', 'KILL']) {
      await this.kill(name)
      await this.#within(this.ended)
      if (!this.#isRunning) return true
    }
    this.#pipe.close()
    return false
  }

  /** Waits for something, but not for long. */
  async #within(promise: Promise<unknown>): Promise<void> {
    const done = new AbortController()
    const settled = promise.catch(() => {}).finally(() => done.abort())
    await Promise.race([settled, sleep(GRACE_MS, { signal: done.signal }).catch(() => {})])
  }

  #follow(): Promise<HostedEnd> {
    const { stdout, stderr } = this.#pipe
    return new Promise((resolve, reject) => {
      stdout.on('data', (chunk: Buffer) => this.#take(this.#stdout, chunk, reject))
      stderr.on('data', (chunk: Buffer) => this.#take(this.#stderr, chunk, reject))
      stdout.on('error', reject)
      this.#pipe.onEnd(({ exitCode, error }) => {
        this.#isRunning = false
        if (error !== undefined) reject(error(this.#command))
        else if (exitCode === undefined) reject(this.#noExit())
        else resolve({ stdout: this.#output(), stderr: Buffer.concat(this.#stderr), exitCode })
      })
    })
  }

  #take(chunks: Buffer[], chunk: Buffer, reject: (error: Error) => void): void {
    if (this.#length > MOST_OUTPUT) return
    chunks.push(chunk)
    this.#length += chunk.length
    if (this.#length <= MOST_OUTPUT) return
    const { device } = this.#host
    const message = `${device}: the command "${this.#command}" wrote more than 64 MiB, and was ended.`
    const hint = 'Write it to a file there, and fetch that.'
    reject(new DeviceError('output-too-long', message, { device, hint }))
    void this.interrupt()
  }

  #output(): Buffer {
    const all = Buffer.concat(this.#stdout)
    return this.#host.posix ? all.subarray(findPid(all)?.start ?? 0) : all
  }

  #noExit(): DeviceError {
    const { device } = this.#host
    const message = `${device}: "${this.#command}" ran, and ended without an exit code.`
    return new DeviceError('no-exit-code', message, { device })
  }
}

/** The process as a job whose output is text. */
export function jobOf(process: HostedProcess): Job {
  return {
    ended: process.ended.then(asText),
    get isRunning() {
      return process.isRunning
    },
    kill: (signal) => process.kill(signal),
  }
}

/** What a command left behind, as text. */
export function asText({ stdout, stderr, exitCode }: HostedEnd): Finished {
  return { stdout: stdout.toString(), stderr: stderr.toString(), exitCode }
}

function plain(command: string, { cwd, env, kept }: Omit<HostedCommand, 'command'>): string {
  if (cwd === undefined && env === undefined && kept === undefined) return command
  const message =
    'This device has no POSIX shell (posix: false): its commands take neither cwd nor env nor persist.'
  throw new SuiteError('no-posix-shell', message)
}

/** A file that cannot be read to its end must not look whole: its command ends as one that was interrupted. */
function feed(input: Readable, pipe: CommandPipe): void {
  input.once('error', () => pipe.close())
  pipe.onEnd(() => input.destroy())
  if (pipe.stdin !== undefined) input.pipe(pipe.stdin)
}

function firstOutput(pipe: CommandPipe): Promise<void> {
  return new Promise((resolve) => {
    pipe.stdout.on('data', () => resolve())
    pipe.onEnd(() => resolve())
  })
}

function runSilently(pipe: CommandPipe): Promise<void> {
  pipe.stdin?.end()
  pipe.stdout.resume()
  pipe.stderr.resume()
  return new Promise((resolve) => pipe.onEnd(() => resolve()))
}
