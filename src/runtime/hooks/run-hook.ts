import { LabError } from '../errors.ts'
import { formatDuration } from '../units.ts'
import type { Hook, HookName } from './hook.ts'

/** How a hook is run. */
export interface HookRun {
  readonly name: HookName
  readonly hook: Hook
  /** Where it starts: the folder of the bench file. */
  readonly directory: string
  /** Variables of its environment, beside those of this process. */
  readonly env: Readonly<Record<string, string>>
  /** Hears what it prints, line by line, as it comes. */
  readonly output: (line: string) => void
}

/** What a hook prints beyond this is left out. */
const LONGEST_OUTPUT = 262_144
/** A line that grows longer is told in pieces. */
const LONGEST_LINE = 8192
/** What does not end when it is asked to is killed. */
const KILL_AFTER_MS = 2000

/** Runs a hook to its end. Rejects with a LabError if it fails, or takes longer than it may. */
export async function runHook({ name, hook, directory, env, output }: HookRun): Promise<void> {
  const { execa } = await import('execa') // with its packages some 40 ms, which a bench without hooks never needs
  const shell = typeof hook.run === 'string'
  const [program = '', ...args] = typeof hook.run === 'string' ? [hook.run] : hook.run
  const running = execa(program, args, {
    ...{ cwd: directory, env, shell, stdin: 'ignore', all: true, buffer: false, reject: false },
    detached: true, // a group of its own, so that what it started ends with it
  })
  hear(running.all, output)
  const limit = endAfter(hook.timeout, running.pid)
  const { failed, exitCode, signal, shortMessage } = await running
  if (limit.stop()) throw hookFailed(name, `took longer than ${formatDuration(hook.timeout)} and was ended`)
  if (exitCode !== undefined && failed) throw hookFailed(name, `ended with exit code ${exitCode}`)
  if (failed)
    throw hookFailed(name, signal === undefined ? `did not start: ${shortMessage}` : `ended by ${signal}`)
}

/** Passes on whole lines, so much at most. */
function hear(stream: NodeJS.ReadableStream, output: (line: string) => void): void {
  let left = LONGEST_OUTPUT
  let rest = ''
  const tell = (line: string) => {
    if (left <= 0) return
    output(line.slice(0, left))
    left -= line.length + 1
    if (left <= 0) output('… the rest is left out')
  }
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) tell(line)
    if (rest.length > LONGEST_LINE) tell(rest)
    if (rest.length > LONGEST_LINE) rest = ''
  })
  stream.on('end', () => rest !== '' && tell(rest))
}

/** Ends a process and all that it started when its time is over; `stop` tells whether it was. */
function endAfter(milliseconds: number, pid: number | undefined): { stop(): boolean } {
  let over = false
  let killer: NodeJS.Timeout | undefined
  const timer = setTimeout(() => {
    over = true
    signalGroup(pid, 'SIGTERM')
    killer = setTimeout(() => signalGroup(pid, 'SIGKILL'), KILL_AFTER_MS)
  }, milliseconds)
  return {
    stop: () => {
      clearTimeout(timer)
      clearTimeout(killer)
      if (over) signalGroup(pid, 'SIGKILL') // what outlived its parent
      return over
    },
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended by itself.
  }
}

function hookFailed(name: HookName, what: string): LabError {
  return new LabError('hook-failed', `The hook ${name} of the bench ${what}.`, {
    hint: 'What it printed stands above; it is described under "hooks" in the bench file.',
  })
}
