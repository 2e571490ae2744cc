import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** A process that has a port open. */
export interface PortOwner {
  readonly pid: number
  /** Its command line, shortened. */
  readonly command: string
}

const LONGEST_COMMAND = 60

/** The processes that have a device open, as far as this user may see them; none where there is no /proc. */
export async function portOwners(device: string): Promise<PortOwner[]> {
  const owners: PortOwner[] = []
  for (const pid of numbersIn('/proc')) {
    if (numbersIn(`/proc/${pid}/fd`).some((fd) => linkOf(`/proc/${pid}/fd/${fd}`) === device))
      owners.push({ pid: Number(pid), command: commandOf(pid) })
    // A machine may have thousands of processes: others get their turn between them.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return owners
}

/** `picocom /dev/ttyUSB0 (process 4711)`; this process is called the bench. */
export function describeOwner({ pid, command }: PortOwner): string {
  return pid === process.pid ? `this bench itself (process ${pid})` : `${command} (process ${pid})`
}

/** Whether a process is alive, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The command line of a process; empty if it is gone. */
export function commandOf(pid: string | number): string {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return command.length > LONGEST_COMMAND ? `${command.slice(0, LONGEST_COMMAND)}…` : command
  } catch {
    return ''
  }
}

function numbersIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
