import { argumentName } from '../../keywords/arguments/signature-text.ts'
import type { Argument, Keyword } from '../../keywords/catalogue/keyword.ts'
import { formatDuration } from '../../runtime/units.ts'

/** What a call of the keyword is made of, behind its name; of a keyword that runs another, that one too. */
export function argumentForms({ arguments: list, nested }: Pick<Keyword, 'arguments' | 'nested'>): string[] {
  return [...list.map(argumentForm), ...(nested === undefined ? [] : ['keyword', '*its_arguments'])]
}

/** An argument as documentation shows it: `text`, `[timeout]`, `[quiet=200 ms]`, `*items`, `**named`. */
export function argumentForm(argument: Argument): string {
  const name = argumentName(argument)
  if (argument.kind === 'rest') return `*${name}`
  if (argument.kind === 'named') return `**${name}`
  if (!argument.optional) return name
  const value = fallbackText(argument)
  return value === undefined ? `[${name}]` : `[${name}=${value}]`
}

/** The default as one would write it in a suite: durations are held in milliseconds and written with their unit. */
export function fallbackText({ type, fallback }: Argument): string | undefined {
  if (typeof fallback === 'number')
    return type.name === 'duration' ? formatDuration(fallback) : String(fallback)
  if (typeof fallback === 'boolean') return fallback ? 'True' : 'False'
  return typeof fallback === 'string' && fallback.trim() !== '' ? fallback.trim() : undefined
}
