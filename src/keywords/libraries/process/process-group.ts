import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { sleep } from '../../../runtime/deadline.ts'

/** A process and when it began: numbers are used again, times are not. */
export interface ProcessIdentity {
  readonly pid: number
  /** In the system's ticks; empty where the system does not tell. */
  readonly began: string
}

/** Names a process that runs. */
export function identify(pid: number): ProcessIdentity {
  return { pid, began: statOf(pid)?.began ?? '' }
}

/** Whether a process runs that is not our child; one that nobody has fetched the end of counts as over. */
export function isRunning({ pid, began }: ProcessIdentity): boolean {
  const stat = statOf(pid)
  if (stat !== undefined) return stat.began === began && stat.state !== 'Z'
  return began === '' && canSignal(pid)
}

/** Sends a signal to a process and all that it started; false if there are none left. */
export function signalGroup(pid: number, signal: NodeJS.Signals | number): boolean {
  if (process.platform === 'win32') {
    execFile('taskkill', ['/pid', String(pid), '/t', '/f'], () => {})
    return true
  }
  try {
    process.kill(-pid, signal)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

/** How often to look, in milliseconds. */
const INTERVAL = 20

/** Waits until something is over; false when the time is. */
export async function settled(isOver: () => boolean, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (!isOver()) {
    if (performance.now() >= end) return false
    await sleep(INTERVAL)
  }
  return true
}

function canSignal(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** What Linux tells of a process; undefined if there is none, or no Linux. */
function statOf(pid: number): { readonly state: string; readonly began: string } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return { state: fields[0] ?? '', began: fields[19] ?? '' }
  } catch {
    return undefined
  }
}
