import { constants } from 'node:os'
import { resolve } from 'node:path'
import { execa, type Options, type ResultPromise } from 'execa'
import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import { LabError } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'
import type { CommandSpec } from './command-spec.ts'
import { fill, fillArguments, type PlaceholderValues, shellLine } from './placeholders.ts'

const KILL_AFTER_MS = 1000
/** More output than this ends a command: it would fill the memory. */
const MOST_OUTPUT = 64 * 1024 * 1024

/** Where commands run, and for how long at most. */
export interface CommandPlace {
  readonly device: string
  readonly directory: string
  readonly env: Readonly<Record<string, string>>
  readonly timeout: number
}

/** What a command left behind. */
export interface CommandEnd {
  readonly stdout: Buffer
  readonly stderr: Buffer
  readonly exitCode: number
  /** The command as it was run, for messages. */
  readonly shown: string
}

/** A command to run with values in its placeholders. */
export interface CommandRun {
  readonly spec: CommandSpec
  readonly values: PlaceholderValues
  readonly signal: AbortSignal
  /** Hears what it prints. */
  readonly heard?: (text: string) => void
}

type FilledRun = Pick<CommandRun, 'spec' | 'values'>

export type Child = ResultPromise<{ encoding: 'buffer'; reject: false }>

/** Runs a command to its end; a LabError if it cannot be started, fails, or takes too long. */
export async function runCommandLine(run: CommandRun, place: CommandPlace): Promise<CommandEnd> {
  const { spec, signal } = run
  const limit = spec.timeout ?? place.timeout
  const shown = shownLine(run)
  using deadline = withDeadline(limit, signal, shown)
  const child = startCommandLine(run, place)
  const { heard } = run
  if (heard !== undefined)
    for (const from of [child.stdout, child.stderr]) from?.on('data', (part) => heard(String(part)))
  using _ = endOnAbort(child, deadline.signal)
  const ended = await child
  if (deadline.signal.aborted) {
    const { reason } = deadline.signal
    throw isDeadline(reason) && !signal.aborted ? late(shown, limit, place) : reason
  }
  const end = endOf(ended, shown, place)
  if (!spec.exitCodes.includes(end.exitCode) && !isMeant(spec, end.exitCode)) throw failed(end, place)
  return end
}

/** Starts a command, in a process group of its own. */
export function startCommandLine(run: FilledRun, place: CommandPlace): Child {
  const { spec, values } = run
  const input = spec.input === undefined ? '' : fill(spec.input, values)
  return start(run, place, { input, maxBuffer: MOST_OUTPUT })
}

/** Starts a command whose input and output are for whoever has it; nothing of it is kept. */
export function startStream(run: FilledRun, place: CommandPlace): Child {
  return start(run, place, { buffer: false })
}

function start({ spec, values }: FilledRun, place: CommandPlace, more: Options): Child {
  const [file, args, variables] = commandOf(spec, values)
  return execa(file, args, {
    cwd: resolve(place.directory, spec.cwd ?? '.'),
    env: { ...place.env, ...spec.env, ...variables },
    ...{ encoding: 'buffer', reject: false, detached: true, stripFinalNewline: false },
    ...more,
  }) as Child
}

/** Why a command whose output went elsewhere failed; undefined if it did not. */
export function failureOf(
  ended: Awaited<Child>,
  complaint: Buffer,
  { spec, values, place }: FilledRun & { readonly place: CommandPlace },
): LabError | undefined {
  const shown = shownLine({ spec, values })
  if (couldNotStart(ended)) return unusable(ended.cause, shown, place)
  const exitCode = exitCodeOf(ended)
  if (spec.exitCodes.includes(exitCode)) return undefined
  return failed({ shown, exitCode, stdout: Buffer.alloc(0), stderr: complaint }, place)
}

/** Ends a command and all that it started when a signal aborts: asked first, killed if it does not heed. */
export function endOnAbort(child: Child, signal: AbortSignal): Disposable {
  let killer: NodeJS.Timeout | undefined
  const end = () => {
    signalGroup(child, 'SIGTERM')
    killer = setTimeout(() => signalGroup(child, 'SIGKILL'), KILL_AFTER_MS)
  }
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  return {
    [Symbol.dispose]: () => {
      clearTimeout(killer)
      signal.removeEventListener('abort', end)
      if (signal.aborted) signalGroup(child, 'SIGKILL') // what the command itself left behind
    },
  }
}

/** The command as a person would type it, for messages. */
export function shownLine({ spec, values }: FilledRun): string {
  return typeof spec.command === 'string'
    ? fill(spec.command, values)
    : fillArguments(spec.command, values).join(' ')
}

function commandOf(spec: CommandSpec, values: PlaceholderValues): [string, string[], Record<string, string>] {
  if (typeof spec.command === 'string') {
    const { line, env } = shellLine(spec.command, values)
    return ['/bin/sh', ['-c', line], env]
  }
  const [file = '', ...args] = fillArguments(spec.command, values)
  return [file, args, {}]
}

function signalGroup(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // All of it has ended by itself.
  }
}

/** An exit code that stands for a value is no failure. */
function isMeant({ values = {} }: CommandSpec, exitCode: number): boolean {
  return Object.values(values).includes(exitCode)
}

function endOf(ended: Awaited<Child>, shown: string, place: CommandPlace): CommandEnd {
  if (couldNotStart(ended)) throw unusable(ended.cause, shown, place)
  const exitCode = exitCodeOf(ended)
  return { stdout: Buffer.from(ended.stdout), stderr: Buffer.from(ended.stderr), exitCode, shown }
}

function couldNotStart({ exitCode, signal }: Awaited<Child>): boolean {
  return exitCode === undefined && signal === undefined
}

function exitCodeOf({ exitCode, signal }: Awaited<Child>): number {
  return exitCode ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0)
}

function unusable(cause: unknown, shown: string, { device }: CommandPlace): LabError {
  const { code, message = 'it did not start' } = (cause ?? {}) as NodeJS.ErrnoException
  const why = code === 'ENOENT' ? 'there is no such program, or no such folder' : message
  return new LabError('command-failed', `${device}: "${shown}" cannot be run: ${why}.`, {
    ...{ device, cause, hint: 'Install the program, or correct its path in the bench file.' },
  })
}

function failed({ shown, exitCode, stdout, stderr }: CommandEnd, { device }: CommandPlace): LabError {
  const message = `${device}: "${shown}" ended with exit code ${exitCode}.${lastLines(stderr, stdout)}`
  return new LabError('command-failed', message, { device })
}

function late(shown: string, limit: number, { device }: CommandPlace): LabError {
  const message = `${device}: "${shown}" did not end within ${formatDuration(limit)}, and was ended.`
  return new LabError('command-failed', message, {
    device,
    hint: 'timeout in the bench file gives it more time.',
  })
}

/** The last lines of what a command printed, for messages. */
export function lastLines(...outputs: readonly Buffer[]): string {
  const text = outputs.map(String).find((output) => output.trim() !== '') ?? ''
  const lines = text.trimEnd().split('\n').slice(-5)
  return lines.map((line) => (line === '' ? '' : `\n  | ${line.slice(0, 200)}`)).join('')
}
