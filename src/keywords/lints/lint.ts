import type { Cell } from '../../grammar/tree.ts'
import type { SuiteSources } from '../binding/bound-suite.ts'
import type { Remark } from '../binding/report.ts'
import type { BoundCall } from '../checking/device-needs.ts'
import type { ReadFile } from '../imports/read-file.ts'

/** Adds a remark about a cell of the file. */
export type AddRemark = (cell: Cell, remark: Remark) => void

/** Looks at one file of a suite. */
export type FileLint = (file: LintedFile, add: AddRemark) => void

/** A file with the calls that stand in it, and what it is part of. */
export interface LintedFile {
  readonly file: ReadFile
  readonly calls: readonly BoundCall[]
  readonly sources: SuiteSources
}

/** A warning, the severity of every lint. */
export function warning(code: string, message: string, hint?: string): Remark {
  return { code, severity: 'warning', message, ...(hint === undefined ? {} : { hint }) }
}
