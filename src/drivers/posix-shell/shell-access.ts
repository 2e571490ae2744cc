import { isDeadline, untilAborted, withDeadline } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError } from '../../runtime/errors.ts'
import type { shell } from '../../runtime/interfaces/shell.ts'
import { formatDuration } from '../../runtime/units.ts'
import type { CommandHost } from './command-host.ts'
import { asText, type HostedCommand, type HostedEnd, HostedProcess, jobOf } from './hosted-process.ts'
import type { Finished, Job, JobTable } from './job-table.ts'
import type { KeptSurroundings } from './kept-surroundings.ts'

/** Time to tidy up when the bench ends. */
const LEAVING_MS = 2000

/** What outlives single commands. */
export interface ShellMemory {
  readonly jobs: JobTable
  readonly keeper: KeptSurroundings
  /** Runs commands that read nothing, in shells that are kept. */
  readonly shells?: CommandHost | undefined
}

/** Removes what commands left on the device so that others find it. */
export async function forget(host: CommandHost, keeper: KeptSurroundings): Promise<void> {
  const command = keeper.removal
  if (command === undefined || !host.isOpen) return
  const limits = { timeout: LEAVING_MS, signal: new AbortController().signal }
  await runToEnd(host, { command }, limits).catch(() => {}) // a device that is gone has nothing to remove
}

/** The shell interface of a host: no command sees what another does to its shell, and any number run side by side. */
export function createShellAccess(
  host: CommandHost,
  { jobs, keeper, shells = host }: ShellMemory,
): ImplementationOf<typeof shell> {
  return {
    run: async ({ as, timeout, persist, ...command }, { signal }) => {
      const kept = keeper.lines(persist)
      const place = command.input === undefined ? shells : host
      const end = await runToEnd(place, { ...command, kept }, { timeout, signal })
      return as === 'text' ? asText(end) : asBytes(end)
    },
    start: async (command, { signal }) => {
      const kept = keeper.lines(false)
      return jobs.add(jobOf(await HostedProcess.start(host, { ...command, kept }, signal)))
    },
    wait: async ({ job, timeout }, { signal }) => waitFor(host, { job: jobs.get(job), timeout, signal }),
    isRunning: ({ job }) => jobs.get(job).isRunning,
    stop: ({ job, signal }) => jobs.get(job).kill(signal),
  }
}

function asBytes({ stdout, stderr, exitCode }: HostedEnd): Finished {
  return { stdout: new Uint8Array(stdout), stderr: new Uint8Array(stderr), exitCode }
}

/** How long a command may take, and who may give it up. */
export interface Limits {
  readonly timeout: number
  readonly signal: AbortSignal
}

/** Runs a command to its end; one that does not end in time is interrupted. */
export async function runToEnd(
  host: CommandHost,
  command: HostedCommand,
  { timeout, signal }: Limits,
): Promise<HostedEnd> {
  using deadline = withDeadline(timeout, signal, `"${command.command}"`)
  let process: HostedProcess | undefined
  try {
    process = await HostedProcess.start(host, command, deadline.signal)
    return await untilAborted(process.ended, deadline.signal)
  } catch (error) {
    if (!deadline.signal.aborted || error !== deadline.signal.reason) throw error
    const isOver = (await process?.interrupt()) ?? true
    if (!isDeadline(error) || signal.aborted) throw error
    throw neverEnded({
      device: host.device,
      command: command.command,
      timeout,
      isOver,
      tail: process?.tail,
    })
  }
}

interface Waiting extends Limits {
  readonly job: Job
}

async function waitFor({ device }: CommandHost, { job, timeout, signal }: Waiting) {
  using deadline = withDeadline(timeout, signal, 'waiting for a command')
  try {
    return await untilAborted(job.ended, deadline.signal)
  } catch (error) {
    if (!isDeadline(error) || signal.aborted) throw error
    const message = `${device}: the command in the background did not end within ${formatDuration(timeout)}.`
    throw new DeviceError('command-timeout', message, {
      device,
      hint: 'It still runs: wait longer, or stop it.',
    })
  }
}

interface NeverEnded {
  readonly device: string
  readonly command: string
  readonly timeout: number
  readonly isOver: boolean
  readonly tail: string | undefined
}

function neverEnded({ device, command, timeout, isOver, tail = '' }: NeverEnded): DeviceError {
  const said = tail === '' ? ' It wrote nothing.' : ` Its last lines:${tail}`
  const message = `${device}: the command "${command}" did not end within ${formatDuration(timeout)}.${said}`
  const hint = isOver ? 'It was ended.' : 'It could not be ended, and may still run on the device.'
  return new DeviceError('command-timeout', message, { device, hint })
}
