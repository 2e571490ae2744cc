import { checkDeclaration } from '../cells/check-variable.ts'
import { withoutMark } from '../cells/find-variable.ts'
import { splitOptions } from '../cells/row-options.ts'
import type { VariableRow } from '../tree.ts'
import { headOf, type RowScope } from './row-scope.ts'

/** Builds a row of the variables section. */
export function buildVariable(row: number, scope: RowScope): VariableRow {
  const cells = scope.cells(row)
  const written = headOf(cells)
  const name = written.text.endsWith('=') ? { ...written, text: withoutMark(written.text) } : written
  const known = name.text.startsWith('$') ? (['separator'] as const) : []
  const { values, options } = splitOptions<'separator'>(cells.slice(1), known)
  checkDeclaration(scope, name, values)
  return { name, values, ...options }
}
