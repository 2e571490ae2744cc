import { buildTree } from '../build/build-tree.ts'
import { RowScope } from '../build/row-scope.ts'
import type { FileShape } from '../build/shape.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { parse } from '../generated/hil.js'
import { parseFile } from '../parse-file.ts'
import { readRows } from '../rows/read-rows.ts'
import type { FileKind } from '../tree.ts'
import { blankLines } from './blank-lines.ts'
import { commentDepths } from './comment-depth.ts'
import type { FilePart } from './file-part.ts'
import { layOutDocumentation } from './lay-out-documentation.ts'
import { layOutRow, type Placement } from './lay-out-row.ts'
import { placeBodySetting } from './place-body-setting.ts'
import { placeByDepth, placeParts } from './place-parts.ts'
import { readParts } from './read-parts.ts'
import { rowRoles } from './row-role.ts'
import { isSameTree } from './same-tree.ts'
import { readSourceLines } from './source-line.ts'
import { SEPARATOR } from './text-width.ts'

/** A text in its canonical layout. */
export interface FormattedText {
  readonly text: string
  /** Problems of the source; rows with an error are left as they are. */
  readonly diagnostics: readonly Diagnostic[]
  /** True when the new layout would have changed what the file says: then `text` is the source, untouched. */
  readonly refused: boolean
}

/** Lays a text out in the one canonical way. Formatting the result again changes nothing. */
export function formatText(source: string, kind: FileKind): FormattedText {
  const table = readRows(source, kind)
  const shape = parse(table.kinds) as FileShape
  const tree = buildTree(shape, new RowScope(kind, table))
  const roles = rowRoles(table, shape, tree)
  const text = layOut(readParts({ lines: readSourceLines(source), table, roles, tree }))
  const { diagnostics } = tree
  const refused = text !== source && !isSameTree(tree, parseFile(text, kind))
  return { text: refused ? source : text, diagnostics, refused }
}

function layOut(parts: readonly FilePart[]): string {
  const places = placeParts(parts)
  const depths = commentDepths(parts)
  const blanks = blankLines(parts, depths)
  const lines: string[] = []
  for (const part of parts) {
    if (blanks.has(part)) lines.push('')
    lines.push(...layOutPart(part, places.get(part), depths.get(part)))
  }
  // At the begin of a file it would be taken for a byte order mark.
  if (lines[0]?.startsWith('\ufeff')) lines.unshift('')
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

function layOutPart(part: FilePart, place: Placement | undefined, depth: number | undefined): string[] {
  const { what, row, name } = part
  if (what === 'raw' || what === 'free') return row.lines.map(({ raw }) => raw)
  if (what === 'comment') return commentLines(part, depth)
  if (what !== 'bodySetting' && what !== 'setting') return layOutRow(row, place ?? placeByDepth(part))
  const chosen = place ?? placeBodySetting(part)
  const first = chosen.columns?.[0] ?? 0
  if (name === 'Documentation') return layOutDocumentation(row, { ...chosen, first, heads: 1 })
  if (name === 'Metadata') return layOutDocumentation(row, { ...chosen, first, heads: 2 })
  return layOutRow(row, chosen)
}

function commentLines({ row }: FilePart, depth: number | undefined): string[] {
  const [line] = row.lines
  if (depth === undefined) return [line?.raw ?? '']
  return [SEPARATOR.repeat(depth) + (line?.comment ?? '')]
}
