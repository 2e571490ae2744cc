import { SuiteError } from '../../runtime/errors.ts'
import { ArgumentProblem } from '../catalogue/argument-type.ts'
import type { Argument } from '../catalogue/keyword.ts'
import type { ArgumentValues } from '../interpreter/call-node.ts'
import type { Scopes } from '../variables/scope.ts'
import {
  type ArgumentCell,
  expandArgument,
  lateValue,
  type NamedArgument,
  plainArgument,
} from './argument-cell.ts'
import {
  type ArgumentMistake,
  argumentNamed,
  type SortedArguments,
  sortArguments,
} from './match-arguments.ts'
import { openNames, withNames } from './open-names.ts'
import { type Plan, planArguments } from './plan-arguments.ts'
import type { Signature } from './signature-text.ts'
import { spokenMessage, WrongArgument } from './wrong-argument.ts'

/** Arguments that were matched to a signature, and what is wrong with them. */
export interface BoundArguments {
  /** Throws the first mistake, if there is one. */
  readonly values: ArgumentValues
  readonly mistakes: readonly ArgumentMistake[]
}

/** Matches arguments to a signature and checks what can be known before anything runs. */
export function bindArguments(signature: Signature, cells: readonly ArgumentCell[]): BoundArguments {
  const open = openNames(signature, cells)
  const bound = bindNamed(signature, cells)
  if (open.length === 0) return bound
  const values: ArgumentValues = (scopes) => {
    const named = withNames(signature, cells, { open, scopes })
    return named === undefined ? bound.values(scopes) : bindNamed(signature, named).values(scopes)
  }
  return { values, mistakes: bound.mistakes.filter(({ argument }) => argument !== undefined) }
}

function bindNamed(signature: Signature, cells: readonly ArgumentCell[]): BoundArguments {
  const sorted = sortArguments(signature, cells)
  if (expandsBefore(signature, sorted)) {
    const late = (scopes: Scopes) => expandAndBind(signature, sorted, scopes)
    return { values: failingOr(sorted.mistakes, late, []), mistakes: sorted.mistakes }
  }
  const plan = planArguments(signature, sorted)
  const mistakes = [...sorted.mistakes, ...(plan.mistake === undefined ? [] : [plan.mistake])]
  const values = planValues(signature, plan, mistakes)
  const isLate = signature.arguments.some(({ late }) => late !== undefined)
  return { values: failingOr(mistakes, values, isLate ? [] : cells), mistakes }
}

/** Variables without a value go before other mistakes, as in Robot. */
function failingOr(
  mistakes: readonly ArgumentMistake[],
  values: ArgumentValues,
  cells: readonly ArgumentCell[],
): ArgumentValues {
  const [first] = mistakes
  if (first === undefined) return values
  return (scopes) => {
    for (const { source } of cells) source.get(scopes)
    throw mistakeError(first)
  }
}

function mistakeError({ code, message, spoken, hint }: ArgumentMistake): SuiteError {
  const more = hint ?? (spoken === undefined || spoken === message ? undefined : message)
  return new SuiteError(code, spoken ?? message, more === undefined ? {} : { hint: more })
}

/** Whether the arguments are known only when the step runs; lists that are passed on as written do not count. */
function expandsBefore({ arguments: list }: Signature, { positional, named }: SortedArguments): boolean {
  const ones = list.filter(({ kind }) => kind === 'one')
  const rest = list.find(({ kind }) => kind === 'rest')
  const isOpen = (cell: ArgumentCell, index: number) => {
    const late = (ones[index] ?? rest)?.late
    return cell.source.expands !== undefined && late !== 'value' && late !== 'name'
  }
  return positional.some(isOpen) || named.some(({ argument }) => argument.source.expands !== undefined)
}

/** For calls with `@{list}` or `&{dict}`: what the arguments are is known only when the step runs. */
function expandAndBind(
  signature: Signature,
  sorted: SortedArguments,
  scopes: Scopes,
): Readonly<Record<string, unknown>> {
  const positional = sorted.positional.flatMap((cell) => expandArgument(cell, scopes))
  const named = sorted.named.flatMap((one) => (one.spreads ? namedIn(signature, one, scopes) : [one]))
  const plan = planArguments(signature, { positional, named, mistakes: [] })
  if (plan.mistake !== undefined) throw mistakeError(plan.mistake)
  const mistakes: ArgumentMistake[] = []
  const values = planValues(signature, plan, mistakes)
  const [first] = mistakes
  if (first !== undefined) throw mistakeError(first)
  return values(scopes)
}

/** The arguments that `&{dict}` names. */
function namedIn(signature: Signature, { whole }: NamedArgument, scopes: Scopes): readonly NamedArgument[] {
  return entriesOf(whole.source.get(scopes)).map(([key, value]) => {
    if (typeof key !== 'string') throw new SuiteError('argument-name', 'Argument names must be strings.')
    return { name: argumentNamed(signature, key, true) ?? key, argument: plainArgument(value), whole }
  })
}

function entriesOf(value: unknown): readonly [unknown, unknown][] {
  return value instanceof Map ? [...value] : Object.entries(value as Record<string, unknown>)
}

type Compute = (scopes: Scopes) => unknown

/** Values that are known are converted at once; the others when the step runs. */
function planValues(signature: Signature, plan: Plan, mistakes: ArgumentMistake[]): ArgumentValues {
  const constants: Record<string, unknown> = {}
  const computed: [name: string, compute: Compute][] = []
  for (const argument of signature.arguments) {
    const cells = plan.given.get(argument)
    constants[argument.name] = undefined // each step then fills the same shape
    if (argument.kind === 'named') computed.push([argument.name, freeValues(signature, argument, plan)])
    else if (cells === undefined) constants[argument.name] = argument.kind === 'rest' ? [] : argument.fallback
    else if (argument.late !== undefined) computed.push([argument.name, lateValues(argument, cells)])
    else if (argument.kind === 'rest') computed.push([argument.name, restValues(signature, argument, cells)])
    else {
      const [cell] = cells
      if (cell?.source.constant !== undefined)
        keepConstant(constants, mistakes, { signature, argument, cell })
      if (cell?.source.constant === undefined || argument.type.fresh === true)
        computed.push([
          argument.name,
          (scopes) => convertArgument(signature, argument, cell?.source.get(scopes)),
        ])
    }
  }
  if (computed.length === 0) return () => constants
  return (scopes) => {
    const values = { ...constants }
    for (const [name, compute] of computed) values[name] = compute(scopes)
    return values
  }
}

function freeValues(signature: Signature, { type }: Argument, { free }: Plan): Compute {
  return (scopes) =>
    Object.fromEntries(
      free.map(({ name, argument: { source } }) => {
        const argument = { ...FREE, name, shown: name, type }
        return [name, convertArgument(signature, argument, source.get(scopes))]
      }),
    )
}

const FREE = { doc: '', kind: 'one', optional: true } as const

function lateValues({ kind }: Argument, cells: readonly ArgumentCell[]): Compute {
  if (kind === 'rest') return (scopes) => cells.map((cell) => lateValue(cell, scopes))
  return (scopes) => (cells[0] === undefined ? undefined : lateValue(cells[0], scopes))
}

function restValues(signature: Signature, argument: Argument, cells: readonly ArgumentCell[]): Compute {
  return (scopes) => cells.map((cell) => convertArgument(signature, argument, cell.source.get(scopes)))
}

interface ConstantArgument {
  readonly signature: Signature
  readonly argument: Argument
  readonly cell: ArgumentCell
}

function keepConstant(
  constants: Record<string, unknown>,
  mistakes: ArgumentMistake[],
  { signature, argument, cell }: ConstantArgument,
): void {
  try {
    constants[argument.name] = convertArgument(signature, argument, cell.source.constant?.value)
  } catch (error) {
    if (!(error instanceof WrongArgument)) throw error
    const spoken = spokenMessage({ argument, value: cell.source.constant?.value }) ?? error.explanation
    // A misspelt name is one mistake: that it is no value either goes without saying.
    if (mistakes.some((mistake) => mistake.argument === cell)) return
    mistakes.push({ code: error.code, message: error.explanation, spoken, argument: cell })
  }
}

/** A value as the type of an argument; throws {@link WrongArgument}. */
export function convertArgument(signature: Signature, argument: Argument, value: unknown): unknown {
  try {
    return argument.type.convert(value)
  } catch (error) {
    if (error instanceof ArgumentProblem) throw new WrongArgument(signature, { argument, value }, error)
    throw error
  }
}
