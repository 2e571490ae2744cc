import type { Argument } from '../catalogue/keyword.ts'
import type { ArgumentCell, NamedArgument } from './argument-cell.ts'
import type { ArgumentMistake, SortedArguments } from './match-arguments.ts'
import { argumentName, describeSignature, expectedCount, fullName, type Signature } from './signature-text.ts'

/** Which argument takes what was given. */
export interface Plan {
  readonly given: ReadonlyMap<Argument, readonly ArgumentCell[]>
  /** What goes to free named arguments. */
  readonly free: readonly NamedArgument[]
  readonly mistake: ArgumentMistake | undefined
}

/** Matches sorted arguments to a signature; the first mistake is told in Robot's words. */
export function planArguments(signature: Signature, { positional, named }: SortedArguments): Plan {
  const list = signature.arguments
  const ones = list.filter(({ kind, namedOnly }) => kind === 'one' && namedOnly !== true)
  const given = new Map<Argument, readonly ArgumentCell[]>()
  for (const [index, argument] of ones.entries()) {
    const cell = positional[index]
    if (cell !== undefined) given.set(argument, [cell])
  }
  const rest = list.find((argument) => argument.kind === 'rest')
  if (rest !== undefined) given.set(rest, positional.slice(ones.length))
  const free: NamedArgument[] = []
  const twice = addNamed({ list, named, given, free })
  const names = new Set(named.map(({ name }) => name))
  const count = positional.length + ones.filter(({ name }) => names.has(name)).length
  return { given, free, mistake: firstMistake({ signature, given, free, twice, ones, count }) }
}

interface Naming {
  readonly list: readonly Argument[]
  readonly named: readonly NamedArgument[]
  readonly given: Map<Argument, readonly ArgumentCell[]>
  readonly free: NamedArgument[]
}

/** Adds the named ones, of which the last of a name counts; returns the first that has a value by its position. */
function addNamed({ list, named, given, free }: Naming): NamedArgument | undefined {
  const byPosition = new Set(given.keys())
  let twice: NamedArgument | undefined
  for (const one of named) {
    const target = list.find(({ kind, name }) => kind === 'one' && name === one.name)
    if (target === undefined) free.push(one)
    else if (byPosition.has(target)) twice ??= one
    else given.set(target, [one.argument])
  }
  return twice
}

interface Matched {
  readonly signature: Signature
  readonly given: ReadonlyMap<Argument, readonly ArgumentCell[]>
  readonly free: readonly NamedArgument[]
  readonly twice: NamedArgument | undefined
  readonly ones: readonly Argument[]
  readonly count: number
}

function firstMistake(matched: Matched): ArgumentMistake | undefined {
  const { signature, twice, given, free } = matched
  const name = fullName(signature)
  if (twice !== undefined) {
    const message = `Keyword '${name}' got multiple values for argument '${shownName(signature, twice)}'.`
    return { code: 'argument-twice', message, argument: twice.argument }
  }
  const wrong = countMistake(matched)
  const isSound = wrong === undefined && free.length === 0
  if (isSound && signature.arguments.every((one) => one.namedOnly !== true)) return undefined
  const hint = `It is written: ${describeSignature(signature)}`
  if (wrong !== undefined) return { code: 'argument-count', message: `Keyword '${name}' ${wrong}.`, hint }
  const needed = signature.arguments.filter((one) => one.kind === 'one' && one.namedOnly && !one.optional)
  const absent = needed
    .filter((one) => !given.has(one))
    .map((one) => `'${argumentName(one)}'`)
    .sort()
  if (absent.length > 0) {
    const message = `Keyword '${name}' missing named-only argument${absent.length > 1 ? 's' : ''} ${joined(absent)}.`
    return { code: 'argument-count', message, hint }
  }
  return unexpected(matched, hint)
}

function shownName({ arguments: list }: Signature, { name }: NamedArgument): string {
  const argument = list.find((one) => one.name === name)
  return argument === undefined ? name : argumentName(argument)
}

function countMistake({ signature, given, ones, count }: Matched): string | undefined {
  const required = ones.filter((argument) => !argument.optional)
  const open = signature.arguments.some((argument) => argument.kind === 'rest')
  if (count < required.length || (!open && count > ones.length))
    return `expected ${expectedCount(signature)}, got ${count}`
  const absent = required.find((argument) => !given.has(argument))
  return absent === undefined ? undefined : `missing value for argument '${argumentName(absent)}'`
}

function unexpected({ signature, free }: Matched, hint: string): ArgumentMistake | undefined {
  const [first] = free
  if (first === undefined || signature.arguments.some((argument) => argument.kind === 'named'))
    return undefined
  const names = [...new Set(free.map((one) => `'${one.name}'`))].sort()
  const message = `Keyword '${fullName(signature)}' got unexpected named argument${names.length > 1 ? 's' : ''} ${joined(names)}.`
  return { code: 'unknown-argument', message, hint, argument: first.whole }
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
