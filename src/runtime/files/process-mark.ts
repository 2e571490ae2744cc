import { randomBytes } from 'node:crypto'

let mark: string | undefined

/** Marks files of this process: its number, and what tells it from an earlier process with the same one. */
export function ownMark(): string {
  mark ??= `${process.pid}-${randomBytes(6).toString('hex')}`
  return mark
}

/** True if the process whose mark this is may still run. */
export function isOfLivingProcess(other: string): boolean {
  const pid = Number(other.split('-')[0])
  if (pid === process.pid) return other === ownMark()
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
