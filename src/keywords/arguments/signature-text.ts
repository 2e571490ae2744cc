import type { Argument } from '../catalogue/keyword.ts'

/** Whatever can be called with arguments. */
export interface Signature {
  readonly name: string
  /** The library it is of, for messages. */
  readonly library?: string
  readonly arguments: readonly Argument[]
  /** How many of its arguments stand in its name. */
  readonly embedded?: number
}

/** The name as Robot's messages have it. */
export function fullName({ name, library }: Signature): string {
  return library === undefined ? name : `${library}.${name}`
}

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

/** How many arguments a keyword takes, in Robot's words: `1 to 3 arguments`. */
export function expectedCount({ arguments: list, embedded = 0 }: Signature): string {
  const ones = list.filter((argument) => argument.kind === 'one' && argument.namedOnly !== true)
  const required = ones.filter((argument) => !argument.optional).length - embedded
  const most = ones.length - embedded
  const open = list.some((argument) => argument.kind === 'rest')
  const named = list.some((argument) => argument.kind === 'named' || argument.namedOnly === true)
  const plural = (count: number) => `${count} ${named ? 'non-named ' : ''}argument${count === 1 ? '' : 's'}`
  if (open) return `at least ${plural(required)}`
  return required === most ? plural(required) : `${required} to ${plural(most)}`
}
