import type { RowRole } from './row-role.ts'
import type { SourceRow } from './source-row.ts'

/** A row with what it is. The parts of a file, in order, are what is laid out. */
export interface FilePart {
  readonly what: PartKind
  readonly row: SourceRow
  readonly role: RowRole | undefined
  /** Canonical name of a setting, as `Suite Setup` or `Tags`; for a header, the row kind of its section. */
  readonly name: string
}

/**
 * `raw` rows are left as they are; `free` text is that of a comment section; `data` are arguments for a template; a
 * `row` of a table is a name with data beside it.
 */
export type PartKind =
  | 'header'
  | 'setting'
  | 'variable'
  | 'name'
  | 'row'
  | 'bodySetting'
  | 'step'
  | 'data'
  | 'comment'
  | 'free'
  | 'raw'
