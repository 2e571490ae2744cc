import { SuiteError } from '../../runtime/errors.ts'
import { nearestNames } from '../../runtime/neighbours.ts'
import { ArgumentProblem } from '../catalogue/argument-type.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import type { Argument } from '../catalogue/keyword.ts'
import type { ArgumentValues } from '../interpreter/call-node.ts'
import type { Scopes } from '../variables/scope.ts'
import { type ArgumentCell, splitNamed } from './argument-cell.ts'
import { describeSignature, wrongCount } from './signature-text.ts'

/** Whatever can be called with arguments. */
export interface Signature {
  readonly name: string
  readonly arguments: readonly Argument[]
}

/** A mistake in the arguments of a call; without an argument it is about the call. */
export interface ArgumentMistake {
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly argument?: ArgumentCell
}

/** Arguments that were matched to a signature, and what is wrong with them. */
export interface BoundArguments {
  readonly values: ArgumentValues
  readonly mistakes: readonly ArgumentMistake[]
}

interface Sorted {
  readonly positional: ArgumentCell[]
  readonly named: { readonly name: string; readonly argument: ArgumentCell }[]
  readonly mistakes: ArgumentMistake[]
}

/** Matches arguments to a signature and checks what can be known before anything runs. */
export function bindArguments(signature: Signature, cells: readonly ArgumentCell[]): BoundArguments {
  const { positional, named, mistakes } = sortArguments(signature, cells)
  const expands = [...positional, ...named.map((n) => n.argument)].some(
    (cell) => cell.source.expands !== undefined,
  )
  if (expands)
    return {
      values: (scopes) => expandAndAssign(signature, { positional, named, mistakes }, scopes),
      mistakes,
    }
  const plan = matchNames(signature, { positional, named, mistakes })
  return { values: planValues(signature, plan, mistakes), mistakes }
}

function sortArguments(signature: Signature, cells: readonly ArgumentCell[]): Sorted {
  const sorted: Sorted = { positional: [], named: [], mistakes: [] }
  for (const cell of cells) {
    const split = splitNamed(cell)
    const known = split === undefined ? undefined : argumentNamed(signature, split.name)
    if (split !== undefined && known !== undefined)
      sorted.named.push({ name: known, argument: split.argument })
    else {
      const mistake = misspeltName(signature, cell, split?.name) ?? afterNamed(signature, cell, sorted)
      if (mistake !== undefined) sorted.mistakes.push(mistake)
      sorted.positional.push(cell)
    }
  }
  return sorted
}

/** The name as the keyword's `run` knows it. */
function argumentNamed({ arguments: list }: Signature, name: string): string | undefined {
  const wanted = normalizeName(name)
  const found = list.find((argument) => argument.kind === 'one' && normalizeName(argument.name) === wanted)
  if (found !== undefined) return found.name
  return list.some((argument) => argument.kind === 'named') ? name : undefined
}

/** LANGUAGE: a misspelt named argument is an error. It counts as one when it is near to a name that exists. */
function misspeltName(
  signature: Signature,
  cell: ArgumentCell,
  name: string | undefined,
): ArgumentMistake | undefined {
  if (name === undefined || name.length < 3 || /\s/.test(name)) return undefined
  const names = signature.arguments
    .filter((argument) => argument.kind === 'one')
    .map((argument) => argument.name)
  const [near] = nearestNames(
    name,
    names.filter((known) => known.length >= 3),
  )
  if (near === undefined) return undefined
  const message = `${signature.name} has no argument "${name}".`
  const hint = `Did you mean "${near}="? If the text is meant as it is, write ${name}\\=`
  return { code: 'unknown-argument', message, hint, argument: cell }
}

function afterNamed(
  signature: Signature,
  cell: ArgumentCell,
  { named }: Sorted,
): ArgumentMistake | undefined {
  if (named.length === 0) return undefined
  const message = `Keyword '${signature.name}' got positional argument after named arguments.`
  const hint = 'Put arguments without a name first.'
  return { code: 'positional-after-named', message, hint, argument: cell }
}

type Plan = ReadonlyMap<Argument, ArgumentCell | readonly ArgumentCell[] | Sorted['named']>

function matchNames(signature: Signature, { positional, named, mistakes }: Sorted): Plan {
  const plan = new Map<Argument, ArgumentCell | ArgumentCell[] | Sorted['named']>()
  const byName = signature.arguments.filter((argument) => argument.kind === 'one')
  const ones = byName.filter((argument) => argument.namedOnly !== true)
  positional.slice(0, ones.length).forEach((cell, index) => {
    const argument = ones[index]
    if (argument !== undefined) plan.set(argument, cell)
  })
  const restArgument = signature.arguments.find((argument) => argument.kind === 'rest')
  if (restArgument !== undefined) plan.set(restArgument, positional.slice(ones.length))
  addNamed(signature, plan, named, mistakes)
  const missing = byName.filter((argument) => !argument.optional && !plan.has(argument))
  const tooMany = restArgument === undefined && positional.length > ones.length
  if (missing.length > 0 || tooMany) mistakes.push(wrongCount(signature, positional.length, missing))
  return plan
}

function addNamed(
  signature: Signature,
  plan: Map<Argument, ArgumentCell | ArgumentCell[] | Sorted['named']>,
  named: Sorted['named'],
  mistakes: ArgumentMistake[],
): void {
  const free = signature.arguments.find((argument) => argument.kind === 'named')
  if (free !== undefined) plan.set(free, [])
  for (const { name, argument } of named) {
    const target = signature.arguments.find(
      (candidate) => candidate.kind === 'one' && candidate.name === name,
    )
    if (target === undefined) (plan.get(free as Argument) as Sorted['named']).push({ name, argument })
    else if (plan.has(target)) {
      const message = `Keyword '${signature.name}' got multiple values for argument '${name}'.`
      mistakes.push({ code: 'argument-twice', message, argument })
    } else plan.set(target, argument)
  }
}

function planValues(signature: Signature, plan: Plan, mistakes: ArgumentMistake[]): ArgumentValues {
  const constants: Record<string, unknown> = {}
  const computed: { readonly argument: Argument; readonly cells: readonly ArgumentCell[] }[] = []
  const free: { readonly argument: Argument; readonly named: Sorted['named'] }[] = []
  for (const argument of signature.arguments) {
    const given = plan.get(argument)
    if (argument.kind === 'named') free.push({ argument, named: (given ?? []) as Sorted['named'] })
    else if (given === undefined) constants[argument.name] = argument.fallback
    else if (argument.kind === 'rest') computed.push({ argument, cells: given as readonly ArgumentCell[] })
    else bindOne(signature, argument, given as ArgumentCell, { constants, computed, mistakes })
  }
  if (computed.length === 0 && free.length === 0) return () => constants
  return (scopes) => {
    const values = { ...constants }
    for (const { argument, cells } of computed)
      values[argument.name] =
        argument.kind === 'rest'
          ? cells.map((cell) => convert(signature, argument, cell.source.get(scopes)))
          : convert(signature, argument, cells[0]?.source.get(scopes))
    for (const { argument, named } of free)
      values[argument.name] = Object.fromEntries(named.map((n) => [n.name, n.argument.source.get(scopes)]))
    return values
  }
}

interface PlanParts {
  readonly constants: Record<string, unknown>
  readonly computed: { readonly argument: Argument; readonly cells: readonly ArgumentCell[] }[]
  readonly mistakes: ArgumentMistake[]
}

function bindOne(signature: Signature, argument: Argument, cell: ArgumentCell, parts: PlanParts): void {
  if (cell.source.constant === undefined) {
    parts.computed.push({ argument, cells: [cell] })
    return
  }
  try {
    parts.constants[argument.name] = convert(signature, argument, cell.source.constant.value)
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error
    parts.mistakes.push({ code: error.code, message: error.message, argument: cell })
  }
}

function convert(signature: Signature, argument: Argument, value: unknown): unknown {
  try {
    return argument.type.convert(value)
  } catch (error) {
    if (!(error instanceof ArgumentProblem)) throw error
    const message = `The argument "${argument.name}" of ${signature.name} is wrong: ${error.message}.`
    throw new SuiteError('wrong-argument', message, { cause: error })
  }
}

/** For calls with `@{list}` or `&{dict}`: what the arguments are is known only when the step runs. */
function expandAndAssign(
  signature: Signature,
  sorted: Sorted,
  scopes: Scopes,
): Readonly<Record<string, unknown>> {
  const given: unknown[] = []
  const byName = new Map(sorted.named.map(({ name, argument }) => [name, argument.source.get(scopes)]))
  for (const { source } of sorted.positional) {
    const value = source.get(scopes)
    if (source.expands === 'list') given.push(...(value as readonly unknown[]))
    else if (source.expands === 'dict')
      for (const [key, item] of entriesOf(value)) byName.set(argumentNamed(signature, key) ?? key, item)
    else given.push(value)
  }
  return assignValues(signature, given, byName)
}

function entriesOf(value: unknown): [string, unknown][] {
  if (value instanceof Map) return [...value].map(([key, item]) => [String(key), item])
  return Object.entries(value as Record<string, unknown>)
}

/** Matches values to a signature and converts them; throws a SuiteError when they do not fit. */
export function assignValues(
  signature: Signature,
  positional: readonly unknown[],
  named: ReadonlyMap<string, unknown> = new Map(),
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  const left = new Map(named)
  const queue = [...positional]
  const missing: Argument[] = []
  for (const argument of signature.arguments) {
    if (argument.kind === 'rest')
      values[argument.name] = queue.splice(0).map((value) => convert(signature, argument, value))
    else if (argument.kind === 'named') values[argument.name] = Object.fromEntries(left)
    else if (queue.length > 0 && argument.namedOnly !== true)
      values[argument.name] = convert(signature, argument, queue.shift())
    else if (left.has(argument.name))
      values[argument.name] = convert(signature, argument, left.get(argument.name))
    else if (argument.optional) values[argument.name] = argument.fallback
    else missing.push(argument)
    if (argument.kind !== 'named') left.delete(argument.name)
  }
  const freeNamed = signature.arguments.some((argument) => argument.kind === 'named')
  if (left.size > 0 && !freeNamed)
    throw new SuiteError(
      'unknown-argument',
      `Keyword '${signature.name}' got unexpected named argument '${[...left.keys()][0]}'.`,
    )
  if (missing.length > 0 || queue.length > 0) {
    const { code, message, hint } = wrongCount(signature, positional.length, missing)
    throw new SuiteError(code, message, { hint: hint ?? describeSignature(signature) })
  }
  return values
}
