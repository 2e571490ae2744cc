import { once } from 'node:events'
import { constants } from 'node:os'
import { Readable } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import { sleep, withDeadline } from '../../runtime/deadline.ts'
import { DeviceError, SuiteError } from '../../runtime/errors.ts'
import type { Finished, Job } from '../posix-shell/job-table.ts'
import { findPid, killCommand, type Surroundings, scriptOf } from '../posix-shell/script.ts'
import { connectionLost } from '../ssh-connection/connect-error.ts'
import type { OpenChannel, SshConnection } from '../ssh-connection/connection.ts'

/** More output than this ends a command: it would fill the memory. */
const MOST_OUTPUT = 64 * 1024 * 1024
/** The process number stands in one of these. */
const FIRST_CHUNKS = 4
/** Time for a command to end after it was interrupted, and for a signal to be sent. */
const GRACE_MS = 1000

/** A command to run, and what it runs in. */
export interface RemoteCommand extends Surroundings {
  readonly command: string
  /** What it reads from its standard input. */
  readonly input?: string | Readable | undefined
}

/** How a command ended on the device; what it wrote is as it came. */
export interface RemoteEnd {
  readonly stdout: Buffer
  readonly stderr: Buffer
  readonly exitCode: number
}

/** A command at work on the device. */
export class RemoteProcess {
  readonly ended: Promise<RemoteEnd>
  readonly #connection: SshConnection
  readonly #channel: ClientChannel
  readonly #command: string
  readonly #stdout: Buffer[] = []
  readonly #stderr: Buffer[] = []
  #length = 0
  /** Resolves when the first output is there: it has the process number. */
  readonly #told: Promise<unknown>
  #isRunning = true

  private constructor(connection: SshConnection, opened: OpenChannel<ClientChannel>, command: string) {
    this.#connection = connection
    this.#channel = opened.channel
    this.#command = command
    this.#told = connection.settings.posix ? once(opened.channel, 'data') : Promise.resolve()
    this.#told.catch(() => {}) // a connection that failed tells so elsewhere
    this.ended = this.#follow(opened)
    this.ended.catch(() => {}) // told to who waits for it
  }

  /** Starts a command. */
  static async start(
    connection: SshConnection,
    { command, input, ...surroundings }: RemoteCommand,
    signal: AbortSignal,
  ): Promise<RemoteProcess> {
    const line = connection.settings.posix ? scriptOf(command, surroundings) : plain(command, surroundings)
    const attach = (opened: OpenChannel<ClientChannel>) => new RemoteProcess(connection, opened, command)
    const process = await connection.exec(line, signal, attach)
    if (input instanceof Readable) feed(input, process.#channel)
    else process.#channel.end(input ?? '')
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
    if (pid === undefined) return this.#signal(name)
    using deadline = withDeadline(GRACE_MS, undefined, 'sending a signal')
    try {
      await this.#connection.exec(killCommand(pid, name), deadline.signal, async ({ channel }) => {
        channel.resume().stderr.resume()
        await once(channel, 'close')
      })
    } catch {
      this.#signal(name) // no further channel: the server may pass it on by itself
    }
  }

  /** Ends the command, first as Ctrl-C does; whether it is known to have ended. */
  async interrupt(): Promise<boolean> {
    for (const name of ['INT', 'KILL']) {
      await this.kill(name)
      await this.#within(this.ended)
      if (!this.#isRunning) return true
    }
    this.#channel.close()
    return false
  }

  /** Waits for something, but not for long. */
  async #within(promise: Promise<unknown>): Promise<void> {
    const done = new AbortController()
    const settled = promise.catch(() => {}).finally(() => done.abort())
    await Promise.race([settled, sleep(GRACE_MS, { signal: done.signal }).catch(() => {})])
  }

  #signal(name: string): void {
    try {
      this.#channel.signal(name)
    } catch {
      // The channel is closed: nothing is left to signal.
    }
  }

  #follow({ channel, lost }: OpenChannel<ClientChannel>): Promise<RemoteEnd> {
    return new Promise((resolve, reject) => {
      let exitCode: number | undefined
      channel.on('data', (chunk: Buffer) => this.#take(this.#stdout, chunk, reject))
      channel.stderr.on('data', (chunk: Buffer) => this.#take(this.#stderr, chunk, reject))
      channel.on('error', reject)
      channel.once('exit', (code: number | null, signal?: string) => {
        exitCode = code ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0)
      })
      channel.once('close', () => {
        this.#isRunning = false
        if (exitCode === undefined) reject(this.#noExit(lost))
        else resolve({ stdout: this.#output(), stderr: Buffer.concat(this.#stderr), exitCode })
      })
    })
  }

  #take(chunks: Buffer[], chunk: Buffer, reject: (error: Error) => void): void {
    if (this.#length > MOST_OUTPUT) return
    chunks.push(chunk)
    this.#length += chunk.length
    if (this.#length <= MOST_OUTPUT) return
    const message = `${this.#connection.device}: the command "${this.#command}" wrote more than 64 MiB, and was ended.`
    reject(new DeviceError('output-too-long', message, { hint: 'Write it to a file there, and fetch that.' }))
    void this.interrupt()
  }

  #output(): Buffer {
    const all = Buffer.concat(this.#stdout)
    return this.#connection.settings.posix ? all.subarray(findPid(all)?.start ?? 0) : all
  }

  #noExit(lost: AbortSignal): DeviceError {
    const what = `"${this.#command}" ran`
    if (lost.aborted) return connectionLost(this.#connection.device, what, lost.reason)
    const message = `${this.#connection.device}: ${what}, and ended without an exit code.`
    return new DeviceError('no-exit-code', message, { device: this.#connection.device })
  }
}

/** The process as a job whose output is text. */
export function jobOf(process: RemoteProcess): Job {
  return {
    ended: process.ended.then(asText),
    get isRunning() {
      return process.isRunning
    },
    kill: (signal) => process.kill(signal),
  }
}

/** What a command left behind, as text. */
export function asText({ stdout, stderr, exitCode }: RemoteEnd): Finished {
  return { stdout: stdout.toString(), stderr: stderr.toString(), exitCode }
}

function plain(command: string, { cwd, env }: Surroundings): string {
  if (cwd === undefined && env === undefined) return command
  const message = 'This device has no POSIX shell (posix: false): its commands take neither cwd nor env.'
  throw new SuiteError('no-posix-shell', message)
}

/** A file that cannot be read to its end must not look whole: its command ends as one that was interrupted. */
function feed(input: Readable, channel: ClientChannel): void {
  input.once('error', () => channel.close())
  channel.once('close', () => input.destroy())
  input.pipe(channel)
}
