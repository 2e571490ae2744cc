import { parseCell } from '../../grammar/parse-cell.ts'
import { nearestNames } from '../../runtime/neighbours.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import type { Argument } from '../catalogue/keyword.ts'
import { type ArgumentCell, type NamedArgument, splitNamed } from './argument-cell.ts'
import { fullName, type Signature } from './signature-text.ts'

/** A mistake in the arguments of a call; without an argument it is about the call. */
export interface ArgumentMistake {
  readonly code: string
  readonly message: string
  /** What the call fails with if it runs all the same, in Robot's words; otherwise it is the message. */
  readonly spoken?: string
  readonly hint?: string
  readonly argument?: ArgumentCell
}

/** Arguments in the order given, those with a name apart. */
export interface SortedArguments {
  readonly positional: readonly ArgumentCell[]
  readonly named: readonly NamedArgument[]
  readonly mistakes: readonly ArgumentMistake[]
}

/** Tells arguments with a name from the others. */
export function sortArguments(signature: Signature, cells: readonly ArgumentCell[]): SortedArguments {
  const positional: ArgumentCell[] = []
  const named: NamedArgument[] = []
  const mistakes: ArgumentMistake[] = []
  const only = signature.arguments.findIndex(({ positionalOnly }) => positionalOnly !== true)
  const unnamed = only === -1 ? cells.length : only
  for (const [index, cell] of cells.entries()) {
    const split = index < unnamed && cell.name === undefined ? undefined : splitNamed(cell)
    const known =
      cell.name ?? (split === undefined ? undefined : argumentNamed(signature, split.name, named.length > 0))
    if (split !== undefined && known !== undefined) named.push({ ...split, name: unescaped(known) })
    else if (cell.source.expands === 'dict' && !isLate(signature, index))
      named.push({ name: '', argument: cell, whole: cell, spreads: true })
    else {
      const mistake = misspeltName(signature, cell, split?.name) ?? afterNamed(signature, cell, named)
      if (mistake !== undefined) mistakes.push(mistake)
      positional.push(cell)
    }
  }
  return { positional, named, mistakes }
}

function unescaped(name: string): string {
  const cell = name.includes('\\') ? parseCell(name) : undefined
  return cell?.kind === 'text' ? cell.text : name
}

/** Whether a keyword takes the argument at a place as it is written. */
export function isLate({ arguments: list }: Signature, index: number): boolean {
  const ones = list.filter(({ kind }) => kind === 'one')
  return (ones[index] ?? list.find(({ kind }) => kind === 'rest'))?.late !== undefined
}

/** The name as the keyword's `run` knows it; after a named argument every name counts as one. */
export function argumentNamed(
  { arguments: list }: Signature,
  name: string,
  anyName: boolean,
): string | undefined {
  const wanted = normalizeName(name)
  const found = list.find((argument) => {
    if (!takesName(argument)) return false
    return argument.shown === undefined ? normalizeName(argument.name) === wanted : argument.shown === name
  })
  if (found !== undefined) return found.name
  return anyName || list.some((argument) => argument.kind === 'named') ? name : undefined
}

function takesName({ kind, positionalOnly }: Argument): boolean {
  return kind === 'one' && positionalOnly !== true
}

/** LANGUAGE: a misspelt named argument is an error. It counts as one when it is near to a name that exists. */
function misspeltName(
  signature: Signature,
  cell: ArgumentCell,
  name: string | undefined,
): ArgumentMistake | undefined {
  if (name === undefined || name.length < 3 || /\s/.test(name)) return undefined
  const names = signature.arguments.filter(takesName).map((argument) => argument.name)
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
  named: readonly NamedArgument[],
): ArgumentMistake | undefined {
  if (named.length === 0 || cell.source.expands === 'dict') return undefined
  const message = `Keyword '${fullName(signature)}' got positional argument after named arguments.`
  const hint = 'Put arguments without a name first.'
  return { code: 'positional-after-named', message, hint, argument: cell }
}
