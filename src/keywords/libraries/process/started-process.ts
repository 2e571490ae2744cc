import { rm } from 'node:fs/promises'
import { constants } from 'node:os'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { isFolder } from '../../files/matching-paths.ts'
import { systemError } from '../../files/system-error.ts'
import { joinCommandLine } from './command-line.ts'
import { type OutputFile, ProcessFiles } from './output-files.ts'
import { identify, isRunning, type ProcessIdentity, settled, signalGroup } from './process-group.ts'
import { environmentOf, type ProcessOptions } from './process-options.ts'
import { ProcessResult, readStream } from './process-result.ts'
import { unwatchGroup, watchGroup } from './process-watch.ts'

/** What is known of a process: plain data, for the worker that may follow. */
export interface ProcessRecord extends ProcessIdentity {
  readonly args: readonly string[]
  readonly out: OutputFile
  readonly err: OutputFile | undefined
  readonly folder: string
  readonly encoding: string
  /** Undefined while it runs; null if it ended unseen. */
  rc: number | null | undefined
  /** False once none of those are left that it started. */
  hasGroup: boolean
}

/** How a child ended: one of the two. */
interface ChildEnd {
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
}

/** How long a process may take to end when it is asked, and when it is killed. */
const TERMINATE_MS = 30_000
const KILL_MS = 10_000
/** How long those may take that it started, once it has ended itself. */
const REST_MS = 2000

/** A process that a suite started. */
export class StartedProcess {
  readonly record: ProcessRecord
  /** Set for a child of this process; one of an earlier worker is looked at from time to time. */
  readonly #ended: Promise<unknown> | undefined
  #result: Promise<ProcessResult> | undefined

  constructor(record: ProcessRecord, ended?: PromiseLike<ChildEnd>) {
    this.record = record
    this.#ended =
      ended &&
      Promise.resolve(ended).then(({ exitCode, signal }) => this.#keepEnd(exitCode ?? -signalNumber(signal)))
  }

  /** Starts a process in a group of its own. */
  static async start(options: ProcessOptions): Promise<StartedProcess> {
    const env = environmentOf(options)
    const { execa } = await import('execa')
    using files = await ProcessFiles.open(options)
    const [file, args] = options.shell ? [shellCommand(options), []] : [options.command, options.arguments]
    const child = execa(file, args, {
      ...{ env, extendEnv: false, shell: options.shell, detached: true, cleanup: false, reject: false },
      ...{ stdin: files.stdin, stdout: files.stdout, stderr: files.stderr, buffer: false },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    })
    if (child.pid === undefined) {
      await rm(files.folder, { recursive: true })
      throw startError((await child).cause, options)
    }
    watchGroup(child.pid)
    const { out, err, folder } = files
    const command = [options.command, ...options.arguments]
    const record = { ...identify(child.pid), args: command, out, err, folder, rc: undefined, hasGroup: true }
    return new StartedProcess({ ...record, encoding: options.outputEncoding }, child)
  }

  get pid(): number {
    return this.record.pid
  }

  get isRunning(): boolean {
    if (this.record.rc === undefined && this.#ended === undefined && !isRunning(this.record))
      this.#keepEnd(null)
    return this.record.rc === undefined
  }

  /** How it ended; undefined while it runs. */
  async result(): Promise<ProcessResult | undefined> {
    if (this.isRunning) return undefined
    this.#result ??= this.#read()
    return this.#result
  }

  /** Waits for its end, no longer than so many milliseconds; false when the time is over. A signal kills it. */
  async wait(milliseconds: number, { signal }: Pick<KeywordContext, 'signal'>): Promise<boolean> {
    const kill = () => this.signalGroup('SIGKILL')
    if (signal.aborted) kill()
    signal.addEventListener('abort', kill, { once: true })
    try {
      const over = settled(() => !this.isRunning, milliseconds)
      return await (this.#ended === undefined ? over : Promise.race([this.#ended.then(() => true), over]))
    } finally {
      signal.removeEventListener('abort', kill)
      signal.throwIfAborted()
    }
  }

  /** Sends a signal to it and all that it started, as far as they still run. */
  signalGroup(signal: NodeJS.Signals | number): boolean {
    if (this.record.hasGroup) this.record.hasGroup = signalGroup(this.pid, signal)
    return this.record.hasGroup
  }

  /** Ends it and all that it started: it is asked first, unless it is to be killed at once. */
  async end(how: 'terminate' | 'kill', log: (message: string) => void): Promise<void> {
    if (how === 'terminate') {
      log('Gracefully terminating process.')
      this.signalGroup('SIGTERM')
      if (await settled(() => !this.isRunning, TERMINATE_MS)) return
      log('Graceful termination failed.')
    }
    log('Forcefully killing process.')
    this.signalGroup('SIGKILL')
    if (!(await settled(() => !this.isRunning, KILL_MS))) throw new Error('Failed to kill process.')
  }

  /** Ends those that it started and that did not end with it. */
  async endRest(): Promise<void> {
    if (await settled(() => !this.signalGroup(0), REST_MS)) return
    this.signalGroup('SIGKILL')
  }

  #keepEnd(rc: number | null): void {
    if (this.record.rc === undefined) this.record.rc = rc
    if (!this.signalGroup(0)) unwatchGroup(this.pid)
  }

  async #read(): Promise<ProcessResult> {
    const { out, err, encoding, rc } = this.record
    return new ProcessResult({
      rc: rc ?? null,
      stdout: await readStream(out, encoding),
      stderr: await readStream(err, encoding),
      stdoutPath: out.named ? out.path : null,
      stderrPath: err?.named ? err.path : null,
    })
  }
}

function shellCommand({ command, arguments: args }: ProcessOptions): string {
  return args.length === 0 ? command : joinCommandLine([command, ...args])
}

function signalNumber(name: string | undefined): number {
  return constants.signals[name as NodeJS.Signals] ?? 0
}

function startError(cause: unknown, { command, cwd }: ProcessOptions): unknown {
  const error = cause instanceof Error ? cause : new Error(`Starting '${command}' failed.`)
  return systemError(Object.assign(error, { path: cwd !== undefined && !isFolder(cwd) ? cwd : command }))
}
