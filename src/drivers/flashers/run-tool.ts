import { execa } from 'execa'
import { isDeadline, sleep, withDeadline } from '../../runtime/deadline.ts'
import { DeviceError, LabError, messageOf } from '../../runtime/errors.ts'

/** A program that is started, and who hears what it says. */
export interface ToolRun {
  readonly program: string
  readonly words: readonly string[]
  readonly directory: string
  /** In milliseconds. */
  readonly timeout: number
  /** How long it may say what `missing` matches, in milliseconds. */
  readonly patience: number
  readonly missing: readonly string[]
  readonly signal: AbortSignal
  /** Hears each line as it grows. */
  readonly heard?: (line: string) => void
}

/** What a program said and how it ended. */
export interface ToolEnd {
  readonly exitCode: number | undefined
  readonly output: string
}

/** What is kept of the output, and shown of it. */
const KEPT = 200_000
const SHOWN = 8
const KILL_AFTER_MS = 2000

/** Runs a program to its end. Throws a LabError if it is not there or finds no device, and when it takes too long. */
export async function runTool(run: ToolRun): Promise<ToolEnd> {
  using deadline = withDeadline(run.timeout, run.signal, run.program)
  const stop = new AbortController()
  const listener = new ToolListener(run, stop)
  const child = execa(run.program, run.words, {
    cwd: run.directory,
    all: true,
    buffer: false,
    reject: false,
    stdin: 'ignore',
    cancelSignal: AbortSignal.any([deadline.signal, stop.signal]),
    forceKillAfterDelay: KILL_AFTER_MS,
  })
  child.all.on('data', (bytes: Buffer) => listener.hear(bytes.toString('latin1')))
  const end = await child
  listener[Symbol.dispose]()
  run.signal.throwIfAborted()
  const { output } = listener
  if (isDeadline(deadline.signal.reason)) throw failed(run, `${deadline.signal.reason.message}`, output)
  if (stop.signal.aborted || (end.exitCode !== 0 && listener.isMissing)) throw nobody(run, output)
  if (end.exitCode === undefined && end.signal === undefined) throw unusable(run, end)
  return { exitCode: end.exitCode, output }
}

/** The error of a tool that did not do what it should. */
export function failed({ program }: Pick<ToolRun, 'program'>, why: string, output: string): DeviceError {
  return new DeviceError('flash-failed', `${why}.${said(program, output)}`, {
    hint: 'What the device boots from may be half written: flash again.',
  })
}

class ToolListener implements Disposable {
  output = ''
  isMissing = false
  readonly #run: ToolRun
  readonly #stop: AbortController
  readonly #over = new AbortController()
  #line = ''

  constructor(run: ToolRun, stop: AbortController) {
    this.#run = run
    this.#stop = stop
  }

  hear(text: string): void {
    this.output = (this.output + text).slice(-KEPT)
    // A line that is drawn over again and again is many lines; the last one may still grow.
    const lines = (this.#line + text).split(/[\r\n\b]+/)
    this.#line = (lines.at(-1) ?? '').slice(-KEPT)
    for (const line of lines) this.#look(line)
  }

  [Symbol.dispose](): void {
    this.#over.abort()
  }

  #look(line: string): void {
    if (line === '') return
    this.#run.heard?.(line)
    if (this.isMissing || !this.#run.missing.some((pattern) => new RegExp(pattern).test(line))) return
    this.isMissing = true
    sleep(this.#run.patience, this.#over).then(
      () => this.#stop.abort(),
      () => {},
    )
  }
}

function nobody({ program }: ToolRun, output: string): LabError {
  return new LabError('tool-finds-none', `${program} finds no device.${said(program, output)}`, {
    hint: 'Is it plugged in, in the mode that the tool needs, and may this user open it?',
  })
}

function unusable({ program }: ToolRun, cause: unknown): LabError {
  const why = messageOf(cause).split('\n')[0]
  return new LabError('tool-missing', `The program ${program} cannot be started: ${why}.`, {
    cause,
    hint: 'Install it on the machine of the bench, or name its path with program:.',
  })
}

function said(program: string, output: string): string {
  const lines = output.split(/[\r\n]+/).filter((line) => line.trim() !== '')
  if (lines.length === 0) return ''
  return ` Last lines of ${program}:\n${lines
    .slice(-SHOWN)
    .map((line) => `  | ${line.trimEnd()}`)
    .join('\n')}`
}
