import { splitNamed as splitText } from '../../grammar/parse-cell.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { compileCell } from '../variables/compile-cell.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'
import type { ArgumentCell } from './argument-cell.ts'
import { argumentNamed, isLate } from './match-arguments.ts'
import type { Signature } from './signature-text.ts'

/** An argument such as `${name}=value`: whether it names an argument is known only when it runs. */
export interface OpenName {
  readonly index: number
  readonly name: Source
  readonly value: string
}

/** The arguments of a call whose names are open; those that are passed on as written have none. */
export function openNames(signature: Signature, cells: readonly ArgumentCell[]): readonly OpenName[] {
  return cells.flatMap(({ text, name }, index) => {
    if (isLate(signature, index) || name !== undefined || text === undefined) return []
    const split = /[$@&%]\{/.test(text) ? splitText(text) : undefined
    const isOpen = split !== undefined && /[$@&%]\{/.test(split.name) && !split.value.startsWith('=')
    return isOpen ? [{ index, name: compileCell(split.name), value: split.value }] : []
  })
}

/** The arguments with the names that they have now; undefined if none of them names an argument. */
export function withNames(
  signature: Signature,
  cells: readonly ArgumentCell[],
  { open, scopes }: { readonly open: readonly OpenName[]; readonly scopes: Scopes },
): readonly ArgumentCell[] | undefined {
  const anyName = signature.arguments.some(({ kind }) => kind === 'named')
  const named = [...cells]
  let found = false
  for (const { index, name, value } of open) {
    const known = nameNow(signature, name.get(scopes), anyName)
    const cell = cells[index]?.cell
    if (known === undefined || cell === undefined) continue
    const text = `${known}=${value}`
    named[index] = { name: known, text, source: compileCell(value), cell: { ...cell, text } }
    found = true
  }
  return found ? named : undefined
}

function nameNow(signature: Signature, name: unknown, anyName: boolean): string | undefined {
  if (typeof name === 'string') return argumentNamed(signature, name, anyName)
  if (anyName) throw new SuiteError('argument-name', 'Argument names must be strings.')
  return undefined
}
