import { execa } from 'execa'
import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import type { CallContext } from '../../runtime/driver.ts'
import { LabError } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'
import { findProgram } from '../guarded-process/find-program.ts'

/** What is sampled, and how. */
export interface Sampling {
  readonly channels: readonly string[]
  readonly sampleRate: number
  /** Milliseconds. */
  readonly time: number
  readonly trigger?: string | undefined
  readonly timeout: number
}

/** Where the analyser is: sigrok's name of its driver, with its connection. */
export interface Analyser {
  readonly driver: string
  readonly device: string
}

/** Arguments of sigrok-cli for a sampling. */
export function samplingArgs({ channels, sampleRate, time, trigger }: Sampling): string[] {
  const samples = Math.max(1, Math.round((sampleRate * time) / 1000))
  const rate = ['--config', `samplerate=${Math.round(sampleRate)}`, '--samples', String(samples)]
  return [
    '--channels',
    channels.join(','),
    ...rate,
    ...(trigger === undefined ? [] : ['--triggers', trigger]),
  ]
}

/** Runs sigrok-cli and returns what it wrote; a LabError has its complaint. */
export async function runSigrok(
  { driver, device }: Analyser,
  args: readonly string[],
  { timeout, context }: { readonly timeout: number; readonly context: CallContext },
): Promise<Uint8Array> {
  const path = findProgram({ program: 'sigrok-cli', package: 'sigrok-cli', device })
  using deadline = withDeadline(timeout, context.signal, 'sampling')
  const { exitCode, stdout, stderr } = await execa(path, ['--driver', driver, ...args], {
    ...{ encoding: 'buffer', reject: false, stdin: 'ignore', maxBuffer: MOST_OUTPUT },
    ...{ cancelSignal: deadline.signal, forceKillAfterDelay: 1000 },
  })
  context.signal.throwIfAborted()
  if (isDeadline(deadline.signal.reason)) throw notTriggered(driver, timeout)
  if (exitCode === 0 && stdout.length > 0) return stdout
  const complaint = new TextDecoder().decode(stderr).trim().replaceAll('\n', ' ')
  throw new LabError(
    'logic-failed',
    `The logic analyser "${driver}" cannot sample: ${complaint || 'no samples came'}`,
    {
      hint: 'sigrok-cli --scan lists the analysers that are there; sigrok-cli --driver NAME --show their channels.',
    },
  )
}

const MOST_OUTPUT = 256 * 1024 * 1024

function notTriggered(driver: string, timeout: number): LabError {
  const message = `The logic analyser "${driver}" did not end within ${formatDuration(timeout)}.`
  return new LabError('logic-timeout', message, {
    hint: 'Did its trigger come? A long time to sample needs a longer timeout.',
  })
}
