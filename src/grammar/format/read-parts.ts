import type { Diagnostic } from '../diagnostic.ts'
import type { RowTable } from '../rows/read-rows.ts'
import { ROW_KINDS as KINDS } from '../rows/row-kind.ts'
import type { FileTree } from '../tree.ts'
import { canonicalHeader, canonicalSetting, withFirstCell } from './canonical-name.ts'
import type { FilePart, PartKind } from './file-part.ts'
import { placeOf, type RowRole, settingNames } from './row-role.ts'
import type { SourceLine } from './source-line.ts'
import { groupRows, isComment, type SourceRow } from './source-row.ts'
import { splitNameRow } from './split-name-row.ts'

/** A text, read in all the ways that layout needs. */
export interface FormatSource {
  readonly lines: readonly SourceLine[]
  readonly table: RowTable
  readonly roles: readonly RowRole[]
  readonly tree: FileTree
}

/** Says what each row of a text is. */
export function readParts(source: FormatSource): FilePart[] {
  const reader = new PartReader(source)
  for (const row of groupRows(source.lines)) reader.take(row)
  return reader.finish()
}

/** Walks along the rows of the text and those of the row table at once: both are in order. */
class PartReader {
  readonly #source: FormatSource
  readonly #names: ReadonlyMap<number, string>
  /** Places of errors, in order. */
  readonly #errors: readonly number[]
  readonly #parts: FilePart[] = []
  #at = 0
  #error = 0
  /** First line of a section whose text is free; undefined in another section. */
  #free: number | undefined = 0

  constructor(source: FormatSource) {
    this.#source = source
    this.#names = settingNames(source.tree)
    this.#errors = source.tree.diagnostics.filter(isError).map(placeOf)
  }

  take(row: SourceRow): void {
    const index = isComment(row) ? undefined : this.#tableRow(row)
    const kind = index === undefined ? '' : this.#source.table.kinds.charAt(index)
    if (HEADERS.includes(kind) && kind !== '') this.#header(row, kind)
    else if (this.#free !== undefined) return
    else if (isComment(row)) this.#add('comment', row)
    else if (index === undefined || this.#isRaw(row, index)) this.#add('raw', row, index)
    else this.#row(row, index)
  }

  finish(): FilePart[] {
    this.#endFree(this.#source.lines.length)
    return this.#parts
  }

  /** The number of the table's first row that this row holds; rows in a comment section have none. */
  #tableRow({ cells }: SourceRow): number | undefined {
    const { rows } = this.#source.table
    const last = cells[cells.length - 1]
    const first = cells[0]
    if (first === undefined || last === undefined) return undefined
    const start = this.#at
    while (this.#at < rows.length && headPlace(rows[this.#at]) <= placeOf(last)) this.#at++
    return start < this.#at && headPlace(rows[start]) === placeOf(first) ? start : undefined
  }

  #header(row: SourceRow, kind: string): void {
    this.#endFree(row.start)
    const invalid = this.#isBad(row) || row.lines[0]?.continues || !row.lines.every(isPlain)
    const text = canonicalHeader(row.cells[0]?.text ?? '', this.#source.table.words)
    const named = invalid ? row : withFirstCell(row, text)
    this.#parts.push({ what: invalid ? 'raw' : 'header', row: named, role: undefined, name: kind })
    this.#free = kind === KINDS.otherHeader ? row.end : undefined
  }

  #endFree(end: number): void {
    if (this.#free === undefined) return
    const lines = this.#source.lines.slice(this.#free, end)
    while (lines.at(-1)?.raw === '') lines.pop()
    while (lines[0]?.raw === '') lines.shift()
    if (lines.length === 0) return
    const spaced = this.#source.lines[this.#free]?.raw === ''
    const row = { lines, cells: [], spaced, start: this.#free, end }
    this.#parts.push({ what: 'free', row, role: undefined, name: '' })
  }

  #isRaw(row: SourceRow, index: number): boolean {
    const role = this.#source.roles[index]
    const isOrphan = row.lines[0]?.continues === true
    const isIndented =
      TABLES.includes(role?.kind ?? '') && row.cells[0] !== this.#source.table.rows[index]?.[0]
    const startsElsewhere = isIndented && this.#source.table.rows[index]?.[0]?.text === ''
    return (
      isOrphan || startsElsewhere || role?.broken === true || this.#isBad(row) || !row.lines.every(isPlain)
    )
  }

  /** True when the parser did not understand a cell of the row. */
  #isBad({ cells }: SourceRow): boolean {
    const [first, last] = [cells[0], cells.at(-1)]
    if (first === undefined || last === undefined) return false
    while ((this.#errors[this.#error] ?? Number.POSITIVE_INFINITY) < placeOf(first)) this.#error++
    return (this.#errors[this.#error] ?? Number.POSITIVE_INFINITY) <= placeOf(last) + last.text.length
  }

  #row(row: SourceRow, index: number): void {
    const kind = this.#source.table.kinds.charAt(index)
    const role = this.#source.roles[index]
    if (kind !== KINDS.name) this.#add(role?.data ? 'data' : (PARTS[kind] ?? 'step'), row, index)
    else if (this.#at === index + 1) this.#add('name', row, index)
    else if (this.#source.roles[index + 1]?.data) this.#add('row', row, index)
    else this.#split(row, index)
  }

  /** A name with a step beside it: the step goes to a line of its own. */
  #split(row: SourceRow, index: number): void {
    const parts = splitNameRow(row)
    if (parts === undefined) this.#add('raw', row, index)
    else {
      this.#add('name', parts.name, index)
      for (const comment of parts.comments) this.#add('comment', comment)
      this.#row(parts.rest, index + 1)
    }
  }

  #add(what: PartKind, row: SourceRow, index?: number): void {
    const role = index === undefined ? undefined : this.#source.roles[index]
    const cell = row.cells[0]
    const name = cell === undefined ? '' : (this.#names.get(placeOf(cell)) ?? '')
    const isSetting = what === 'setting' || what === 'bodySetting'
    const named = isSetting && cell ? withFirstCell(row, canonicalSetting(cell.text, name)) : row
    this.#parts.push({ what, row: named, role, name })
  }
}

function headPlace(cells: RowTable['rows'][number] | undefined): number {
  const head = cells?.[0]
  return head === undefined ? Number.POSITIVE_INFINITY : placeOf(head)
}

/** A block without steps, or a name twice, says nothing against the row's layout. */
function isError({ severity, code }: Diagnostic): boolean {
  return severity === 'error' && code !== 'empty-block'
}

function isPlain({ plain }: SourceLine): boolean {
  return plain
}

const HEADERS: string = [
  ...[KINDS.settingsHeader, KINDS.variablesHeader, KINDS.testsHeader],
  ...[KINDS.keywordsHeader, KINDS.otherHeader],
].join('')
const TABLES: string = KINDS.setting + KINDS.variable
const PARTS: Readonly<Record<string, PartKind>> = {
  [KINDS.setting]: 'setting',
  [KINDS.variable]: 'variable',
  [KINDS.bodySetting]: 'bodySetting',
}
