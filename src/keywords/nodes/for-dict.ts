import { splitNamed } from '../../grammar/parse-cell.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { plainMessage, syntaxFailure } from '../interpreter/failure.ts'
import { asDict, keyOf } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { compileCell } from '../variables/compile-cell.ts'
import type { Scopes } from '../variables/scope.ts'

type Dict = Map<unknown, unknown>

/** The values of a `FOR` as one dictionary, later keys over earlier; undefined where no `&{dict}` is among them. */
export function dictOfItems(cells: readonly string[]): ((scopes: Scopes) => Dict) | undefined {
  const sources = cells.map(compileCell)
  if (!sources.some(({ expands }) => expands === 'dict')) return undefined
  const items = cells.map((cell, index) =>
    sources[index]?.expands === 'dict' ? everyItem(cell) : oneItem(cell),
  )
  return (scopes) => {
    const dict: Dict = new Map()
    for (const add of items) add(dict, scopes)
    return dict
  }
}

/** Adds an item, or all of a dictionary. */
type Add = (dict: Dict, scopes: Scopes) => void

function everyItem(cell: string): Add {
  const source = compileCell(cell)
  return (dict, scopes) => {
    for (const [key, value] of asDict(source.get(scopes)) ?? []) dict.set(key, value)
  }
}

function oneItem(cell: string): Add {
  const split = splitNamed(cell)
  if (split === undefined) return () => refuse(cell)
  const key = compileCell(split.name)
  const value = compileCell(split.value)
  return (dict, scopes) => {
    const [name, content] = [key.get(scopes), value.get(scopes)]
    dict.set(hashable(name, cell), content)
  }
}

function refuse(cell: string): never {
  const valid = "values must be '&{dict}' variables or use 'key=value' syntax"
  throw syntaxFailure(`Invalid FOR loop value '${cell}'. When iterating over dictionaries, ${valid}.`)
}

function hashable(key: unknown, cell: string): unknown {
  try {
    return keyOf(key)
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    throw new SuiteError('for-values', `Invalid dictionary item '${cell}': ${plainMessage(error)}`)
  }
}
