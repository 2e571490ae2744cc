import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { toText } from '../../value/text.ts'

/** Fails with the reason, or with what the author says; with `values` the reason follows that. */
export function fail(reason: string, msg: string | undefined, values = false): never {
  if (msg === undefined || msg === '') throw new Error(reason)
  throw new Error(values ? `${msg}\n${reason}` : msg)
}

/** `'a', 'b' and 'c'`. */
export function inQuotes(items: readonly unknown[]): string {
  const quoted = items.map((item) => `'${toText(item)}'`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}

/** `[ a | b | c ]`. */
export function inBrackets(items: readonly unknown[]): string {
  return items.length === 0 ? '[ ]' : `[ ${items.map(toText).join(' | ')} ]`
}

/** `1 item`, `2 items`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Levels as suites name them. */
export type NamedLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'CONSOLE' | 'HTML' | 'WARN' | 'ERROR'

/** Writes a message at a level; CONSOLE prints it as well. */
export function logAt(level: NamedLevel, message: string, context: KeywordContext): void {
  if (level === 'CONSOLE') context.print(`${message}\n`)
  context.log(message, level === 'CONSOLE' || level === 'HTML' ? 'INFO' : level)
}
