import { SuiteError } from '../../runtime/errors.ts'
import { asList } from '../value/containers.ts'
import { spokenType } from '../value/spoken-type.ts'

export const ZIP_MODES = ['STRICT', 'SHORTEST', 'LONGEST'] as const

/** How lists of different lengths are gone through side by side. */
export interface ZipOptions {
  readonly mode: (typeof ZIP_MODES)[number] | undefined
  /** What stands for the items that a shorter list lacks, in `LONGEST`. */
  readonly fill: unknown
  /** Called when all values are lists; throws if there are too few or too many. */
  readonly check: () => void
}

/** The first items of all lists, then the second ones… */
export function zipped(lists: readonly unknown[], { mode, fill, check }: ZipOptions): Iterable<unknown[]> {
  const columns = lists.map(columnOf)
  check()
  const lengths = columns.map((column) => column.length)
  if (mode === 'STRICT') checkLengths(lengths)
  const rows = columns.length === 0 ? 0 : mode === 'LONGEST' ? Math.max(...lengths) : Math.min(...lengths)
  return rowsOf(columns, rows, fill)
}

function* rowsOf(columns: readonly unknown[][], rows: number, fill: unknown): Iterable<unknown[]> {
  for (let row = 0; row < rows; row++)
    yield columns.map((column) => (row < column.length ? column[row] : fill))
}

function columnOf(value: unknown, index: number): unknown[] {
  const items = asList(value)
  if (items !== undefined) return items
  const message = `FOR IN ZIP items must be list-like, but item ${index + 1} is ${spokenType(value)}.`
  throw new SuiteError('for-values', message)
}

function checkLengths(lengths: readonly number[]): void {
  if (new Set(lengths).size < 2) return
  const list = `${lengths.slice(0, -1).join(', ')} and ${lengths.at(-1)}`
  const message = `FOR IN ZIP items must have equal lengths in the STRICT mode, but lengths are ${list}.`
  throw new SuiteError('for-values', message)
}
