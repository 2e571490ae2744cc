import type { FileShape, NamedShape, StepShape } from '../build/shape.ts'
import type { RowTable } from '../rows/read-rows.ts'
import { ROW_KINDS as KINDS } from '../rows/row-kind.ts'
import { holdsTemplate } from '../steps/holds-template.ts'
import type { FileTree, Test, UserKeyword } from '../tree.ts'

/** What a row of the row table is, as far as layout asks. */
export interface RowRole {
  readonly kind: string
  /** How many blocks are around the row: 1 for a step of a test. */
  readonly depth: number
  /** True for the row that begins a block or a branch. */
  readonly opens: boolean
  /** True for END, ELSE and the like, which stand as deep as the row that began their block. */
  readonly closes: boolean
  /** True for a row of arguments for a template. */
  readonly data: boolean
  /** True in a test whose blocks do not close, or close too often: nobody knows how deep its rows stand. */
  readonly broken: boolean
  /** Number of the test or keyword in the file. */
  readonly block: number
}

/** The role of each row of a table, by its number. */
export function rowRoles(table: RowTable, shape: FileShape, tree: FileTree): RowRole[] {
  const roles = Array.from(table.kinds, (kind): Draft => ({ kind, ...PLAIN }))
  const blocks: readonly (Test | UserKeyword)[] = [...tree.tests, ...tree.keywords]
  const named = ['tests', 'keywords'].flatMap((kind) => shape.flatMap((part) => namedIn(part, kind)))
  for (const [index, block] of named.entries()) {
    const templated = holdsTemplate(blocks[index]?.body ?? [])
    markBlock(block, roles, { index, templated })
  }
  return roles
}

/** Canonical names of settings by the place of their first cell. */
export function settingNames(tree: FileTree): ReadonlyMap<number, string> {
  const all = [tree.settings, ...[...tree.tests, ...tree.keywords].map(({ settings }) => settings)]
  return new Map(all.flat().map(({ name, cell }) => [placeOf(cell), name]))
}

/** A place as one number, to look it up by. */
export function placeOf({ line, column }: { readonly line: number; readonly column: number }): number {
  return line * WIDEST + column
}

type Draft = { -readonly [part in keyof RowRole]: RowRole[part] }

function namedIn(section: FileShape[number], kind: string): readonly NamedShape[] {
  return section.kind === kind && 'blocks' in section ? section.blocks : []
}

function markBlock(block: NamedShape, roles: Draft[], test: { index: number; templated: boolean }): void {
  const rows = [block.name]
  let broken = false
  const mark = (row: number, part: Partial<Draft>) => {
    rows.push(row)
    Object.assign(roles[row] ?? {}, part)
  }
  const visit = (shape: StepShape, depth: number): void => {
    if (typeof shape === 'number') {
      broken ||= STRAY.includes(roles[shape]?.kind ?? '')
      mark(shape, { depth, data: test.templated && roles[shape]?.kind === KINDS.call })
      return
    }
    const branches = 'branches' in shape ? shape.branches : [shape]
    for (const [index, branch] of branches.entries()) {
      mark(branch.head, { depth, opens: true, closes: index > 0 })
      for (const step of branch.body) visit(step, depth + 1)
    }
    if (shape.end === null) broken = true
    else mark(shape.end, { depth, closes: true })
  }
  for (const step of block.body) visit(step, 1)
  for (const row of rows) Object.assign(roles[row] ?? {}, { block: test.index, broken })
}

const PLAIN = { depth: 0, opens: false, closes: false, data: false, broken: false, block: -1 }
/** Rows of a block that stand where there is none. */
const STRAY = [KINDS.elseIf, KINDS.else, KINDS.except, KINDS.finally, KINDS.end, KINDS.tooDeep].join('')
/** More than the characters of any line. */
const WIDEST = 2 ** 26
