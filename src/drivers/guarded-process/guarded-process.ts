import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'

/** How a process ended, and the last that it said on its standard error. */
export interface ProcessEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly complaint: string
}

/** A program to start, with so many sockets as its file descriptors 4, 5, 6… */
export interface GuardedCommand {
  readonly program: string
  readonly args: readonly string[]
  readonly sockets?: number
  /** Folder that goes with the process when we are killed. */
  readonly folder?: string
  /** Folder that it runs in; ours if left out. */
  readonly cwd?: string | undefined
}

/**
 * The shell becomes the program; before, it leaves a guard behind that reads a pipe from us. When the pipe closes without
 * a word we are dead, however that came: the guard kills the program. Its group keeps the number of the program from
 * being given to another process while the guard lives.
 */
const GUARD = `( exec 2>/dev/null 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
  read -r word <&3
  [ "$word" = done ] && exit
  kill -KILL $$
  [ -n "$0" ] && rm -rf "$0"
) &
exec "$@" 3<&-`

const FIRST_SOCKET = 4
const MOST_SOCKETS = 6
const COMPLAINT_SIZE = 8192

/** A child process that does not outlive this one, even when this one is killed. */
export class GuardedProcess implements AsyncDisposable {
  readonly sockets: readonly Socket[]
  /** Resolves when the process is gone and all that it said has been read. */
  readonly ended: Promise<ProcessEnd>
  readonly #child: ChildProcess
  readonly #guard: Socket
  #complaint = ''
  #isRunning = true

  constructor({ program, args, sockets = 0, folder = '', cwd }: GuardedCommand) {
    if (sockets > MOST_SOCKETS) throw new RangeError(`at most ${MOST_SOCKETS} sockets`)
    const pipes = Array.from({ length: sockets + 1 }, () => 'pipe' as const)
    // In a group of its own: Ctrl-C in the terminal is not for it.
    this.#child = spawn('/bin/sh', ['-c', GUARD, folder, program, ...args], {
      stdio: ['ignore', 'ignore', 'pipe', ...pipes],
      detached: true,
      cwd,
    })
    this.sockets = this.#child.stdio.slice(FIRST_SOCKET) as Socket[]
    this.#guard = this.#child.stdio[FIRST_SOCKET - 1] as Socket
    for (const socket of [this.#guard, ...this.sockets]) socket.on('error', () => {})
    this.#child.stderr?.on('data', (text) => {
      this.#complaint = (this.#complaint + String(text)).slice(-COMPLAINT_SIZE)
    })
    this.ended = this.#end()
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  /** What it said on its standard error so far; the end of it, if that is long. */
  get complaint(): string {
    return this.#complaint.trim()
  }

  /** Kills the process and waits until it is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isRunning) this.#child.kill('SIGKILL')
    await this.ended
  }

  async #end(): Promise<ProcessEnd> {
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
      this.#child.once('exit', (...end) => resolve(end))
      this.#child.once('error', (error) => {
        this.#complaint += error.message
        resolve([null, null])
      })
    })
    this.#isRunning = false
    this.#guard.end('done\n')
    const { stderr } = this.#child
    if (stderr !== null && !stderr.closed) await once(stderr, 'close')
    return { code, signal, complaint: this.complaint }
  }
}
