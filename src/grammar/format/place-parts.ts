import { ROW_KINDS as KINDS } from '../rows/row-kind.ts'
import { depthOf } from './comment-depth.ts'
import type { FilePart } from './file-part.ts'
import { columnsOf, isOneLine, type Placement, texts } from './lay-out-row.ts'
import { SEPARATOR, textWidth } from './text-width.ts'

/** Where the parts of a file go that are laid out in columns; the others stand by their depth. */
export function placeParts(parts: readonly FilePart[]): ReadonlyMap<FilePart, Placement> {
  const places = new Map<FilePart, Placement>()
  for (const section of sections(parts)) {
    placeSettings(section, places)
    for (const block of paragraphs(section, 'variable')) placeVariables(block, places)
    const inTable = isInTable(section)
    placeTable(section.filter(inTable), places)
    const others = section.filter((part) => !inTable(part))
    for (const block of paragraphs(others, 'data')) placeData(block, places)
  }
  return places
}

/** The placement of a part without columns. */
export function placeByDepth(part: FilePart): Placement {
  const indent = depthOf(part) * SEPARATOR.length
  const dots = part.what === 'row' ? SEPARATOR.length : indent
  return { indent, dots, value: dots + 3 + SEPARATOR.length, keep: keptTogether(part) }
}

/** The longest name of a setting in English has 14 characters: so values stand in the same column in most files. */
const VALUE_COLUMN = 18
/** A variable with a longer name does not move the values of the others. */
const LONGEST_NAME = 40

/** Assigned variables stay with their keyword. */
function keptTogether({ row, what }: FilePart): number {
  if (what !== 'step') return 1
  const assigned = row.cells.findIndex(({ text }) => !/^[$@&]\{.*\}(\[.*\])* ?=?$/.test(text))
  return Math.max(assigned, 0) + 1
}

function sections(parts: readonly FilePart[]): FilePart[][] {
  const found: FilePart[][] = []
  for (const part of parts) {
    const current = found.at(-1)
    if (part.what === 'header' || current === undefined) found.push([part])
    else current.push(part)
  }
  return found
}

function placeSettings(section: readonly FilePart[], places: Map<FilePart, Placement>): void {
  const settings = section.filter(({ what }) => what === 'setting')
  const longest = Math.max(0, ...settings.map((part) => textWidth(part.row.cells[0]?.text ?? '')))
  const value = Math.max(VALUE_COLUMN, longest + SEPARATOR.length)
  for (const part of settings) {
    const keep = part.name.endsWith('Setup') || part.name.endsWith('Teardown') ? Number.POSITIVE_INFINITY : 2
    places.set(part, { indent: 0, columns: [value], dots: 0, value, keep })
  }
}

/** Rows of a kind that follow each other, with comments between them at most. */
function paragraphs(section: readonly FilePart[], what: FilePart['what']): FilePart[][] {
  const found: FilePart[][] = []
  let open = false
  for (const part of section) {
    if (part.row.spaced || (part.what !== what && part.what !== 'comment')) open = false
    if (part.what !== what) continue
    const depth = found.at(-1)?.[0]?.role?.depth
    if (open && depth === part.role?.depth) found.at(-1)?.push(part)
    else found.push([part])
    open = true
  }
  return found
}

function placeVariables(block: readonly FilePart[], places: Map<FilePart, Placement>): void {
  const widths = block.map(({ row }) => textWidth(row.cells[0]?.text ?? ''))
  const longest = Math.max(0, ...widths.filter((width) => width <= LONGEST_NAME))
  const value = Math.max(VALUE_COLUMN, longest + SEPARATOR.length)
  for (const part of block) places.set(part, { indent: 0, columns: [value], dots: 0, value, keep: 2 })
}

/** True for the titles of columns, and for tests whose data begin beside their name. */
function isInTable(section: readonly FilePart[]): (part: FilePart) => boolean {
  const names = section.filter(({ what }) => what === 'row').map(({ role }) => role?.block)
  const blocks = new Set(names)
  for (const { what, role } of section) if (what !== 'row' && what !== 'data') blocks.delete(role?.block)
  return ({ what, role, row, name }) =>
    what === 'header'
      ? name === KINDS.testsHeader && row.cells.length > 1 && names.length > 0
      : (what === 'row' || what === 'data') && blocks.has(role?.block)
}

function placeTable(table: readonly FilePart[], places: Map<FilePart, Placement>): void {
  const rows = new Set(table.filter(({ row }) => isOneLine(row, SEPARATOR.length)))
  const columns = columnsOf([...rows].map(tableCells), 0)
  const [first = SEPARATOR.length, ...rest] = columns ?? []
  for (const part of table) {
    const isNamed = part.what !== 'data'
    const value = columns === undefined ? SEPARATOR.length * 2 : Math.max(first, SEPARATOR.length * 2)
    const keep = isNamed ? 2 : 1
    const dots = part.what === 'header' ? 0 : SEPARATOR.length
    const own = rows.has(part) && columns !== undefined ? { columns: isNamed ? columns : rest } : {}
    places.set(part, { indent: isNamed ? 0 : first, ...own, dots, value, keep })
  }
}

/** The cells of a row of the table; data below others have no name in front. */
function tableCells({ what, row }: FilePart): string[] {
  return what === 'data' ? ['', ...texts(row.cells)] : texts(row.cells)
}

function placeData(block: readonly FilePart[], places: Map<FilePart, Placement>): void {
  const plain = block.map(placeByDepth)
  const indent = plain[0]?.indent ?? 0
  const rows = new Set(block.filter(({ row }) => isOneLine(row, indent)))
  const cells = [...rows].map(({ row }) => texts(row.cells))
  const columns = columnsOf(cells, indent)
  for (const [index, part] of block.entries()) {
    const place = plain[index]
    if (place) places.set(part, { ...place, ...(columns && rows.has(part) && { columns }) })
  }
}
