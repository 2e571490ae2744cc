import type { Notice } from './connection.ts'

/** A notice as a line for people. */
export function noticeText(notice: Notice): string {
  if (notice.kind === 'hook') return `[${notice.hook}] ${notice.text}`
  const { wanted, by, since } = notice
  return `Waiting for ${wanted}: held by ${by} since ${clockTime(new Date(since))}.`
}

/** `12:03`, with the date if that is not today's. */
export function clockTime(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}`
  if (time.toDateString() === new Date().toDateString()) return clock
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock}`
}
