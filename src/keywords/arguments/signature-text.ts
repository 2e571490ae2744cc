import type { Argument } from '../catalogue/keyword.ts'

/** Whatever can be called with arguments. */
export interface Signature {
  readonly name: string
  /** The library it is of, for messages. */
  readonly library?: string
  readonly arguments: readonly Argument[]
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
export function argumentName({ name, shown }: Pick<Argument, 'name' | 'shown'>): string {
  return shown ?? name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()
}

function describeArgument(argument: Argument): string {
  const { kind, optional } = argument
  const shown = argumentName(argument)
  if (kind === 'rest') return `*${shown}`
  if (kind === 'named') return `**${shown}`
  return optional ? `[${shown}]` : shown
}

/** How many arguments a keyword takes, in Robot's words: `1 to 3 arguments`. */
export function expectedCount({ arguments: list }: Signature): string {
  const ones = list.filter((argument) => argument.kind === 'one' && argument.namedOnly !== true)
  const required = ones.filter((argument) => !argument.optional).length
  const most = ones.length
  const open = list.some((argument) => argument.kind === 'rest')
  const named = list.some((argument) => argument.kind === 'named' || argument.namedOnly === true)
  const word = named ? 'non-named argument' : 'argument'
  const plural = (count: number) => `${count} ${word}${count === 1 ? '' : 's'}`
  if (open) return `at least ${plural(required)}`
  return required === most ? plural(required) : `${required} to ${most} ${word}s`
}
