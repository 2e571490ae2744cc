import type { Cell } from '../../grammar/tree.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { Keyword } from '../catalogue/keyword.ts'
import type { KeywordScope } from '../naming/keyword-scope.ts'

/** The cells of a call, and of calls nested in it, that name a variable which need not have a value. */
export function variableNames(scope: KeywordScope, name: Cell, args: readonly Cell[]): ReadonlySet<Cell> {
  const found = scope.find(name.text)
  if (found?.kind !== 'library') return NONE
  const { keyword } = found
  const own = keyword.arguments.flatMap(({ late }, index) => {
    const cell = args[index]
    return late === 'name' && cell !== undefined ? [cell] : []
  })
  const inner = nestedCells(keyword, args).flatMap(([first, ...rest]) =>
    first === undefined ? [] : [...variableNames(scope, first, rest)],
  )
  return own.length === 0 && inner.length === 0 ? NONE : new Set([...own, ...inner])
}

const NONE: ReadonlySet<Cell> = new Set()

function nestedCells({ nested }: Keyword, args: readonly Cell[]): (readonly Cell[])[] {
  if (nested === undefined) return []
  const cells = args.slice(nested.own)
  try {
    return nested.split(cells.map((cell) => cell.text)).map(({ from, to }) => cells.slice(from, to))
  } catch (error) {
    // Calls that cannot be told apart are reported where they are bound.
    if (error instanceof SuiteError) return []
    throw error
  }
}
