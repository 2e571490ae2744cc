import type { Argument } from '../catalogue/keyword.ts'
import type { ArgumentMistake, Signature } from './bound-arguments.ts'

/** A signature as one would write the call: `Sleep    time    [reason]`. */
export function describeSignature({ name, arguments: list }: Signature): string {
  return [name, ...list.map(describeArgument)].join('    ')
}

/** An argument's name as suites write it. */
export function argumentName(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()
}

function describeArgument({ name, kind, optional }: Argument): string {
  const shown = argumentName(name)
  if (kind === 'rest') return `*${shown}`
  if (kind === 'named') return `**${shown}`
  return optional ? `[${shown}]` : shown
}

/** Too few or too many arguments, in Robot's words, and what the keyword takes. */
export function wrongCount(signature: Signature, got: number, missing: readonly Argument[]): ArgumentMistake {
  const ones = signature.arguments.filter(
    (argument) => argument.kind === 'one' && argument.namedOnly !== true,
  )
  const required = ones.filter((argument) => !argument.optional).length
  const open = signature.arguments.some((argument) => argument.kind === 'rest')
  const plural = (count: number) => `${count} argument${count === 1 ? '' : 's'}`
  const range = required === ones.length ? plural(required) : `${required} to ${plural(ones.length)}`
  const expected = open ? `at least ${plural(required)}` : range
  const message =
    missing.length > 0 && got >= required
      ? `Keyword '${signature.name}' missing value for argument '${missing[0]?.name}'.`
      : `Keyword '${signature.name}' expected ${expected}, got ${got}.`
  return { code: 'argument-count', message, hint: `It is written: ${describeSignature(signature)}` }
}
