import type { FilePart } from './file-part.ts'
import { columnsOf, type Placement, texts } from './lay-out-row.ts'
import { placeByDepth } from './place-parts.ts'
import { SEPARATOR, textWidth } from './text-width.ts'

/** Where a setting of a test or keyword goes; `[Examples]` is a table whose rows stand below its first value. */
export function placeBodySetting(part: FilePart): Placement {
  const { name } = part
  const plain = placeByDepth(part)
  if (name === 'Examples') return { ...plain, ...placeExamples(part, plain), keep: WHOLE }
  return { ...plain, keep: name === 'Setup' || name === 'Teardown' ? WHOLE : 1 }
}

function placeExamples({ row }: FilePart, { indent }: Placement): Partial<Placement> {
  const value = indent + textWidth(row.cells[0]?.text ?? '') + SEPARATOR.length
  const rows = row.lines.map(({ cells }, index) => texts(index === 0 ? cells.slice(1) : cells))
  const columns = columnsOf(rows, value)
  return columns === undefined ? { value } : { value, columns: [value, ...columns], further: columns }
}

const WHOLE = Number.POSITIVE_INFINITY
