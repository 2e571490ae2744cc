import type { KeywordContext } from '../../catalogue/keyword-context.ts'

/** Levels as suites name them. */
export type NamedLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'CONSOLE' | 'HTML' | 'WARN' | 'ERROR'

/** Writes a message at a level; CONSOLE prints it as well. */
export function logAt(level: NamedLevel, message: string, context: KeywordContext): void {
  if (level === 'CONSOLE') context.print(`${message}\n`)
  context.log(message, level === 'CONSOLE' || level === 'HTML' ? 'INFO' : level)
}
