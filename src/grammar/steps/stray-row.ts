import type { StepPlace } from '../build/row-scope.ts'
import { DEEPEST_NESTING } from '../rows/nesting-limit.ts'
import { ROW_KINDS as KINDS } from '../rows/row-kind.ts'
import type { Cell, ErrorStep } from '../tree.ts'

/** Reports a row that has no business where it stands, and keeps it as an error step. */
export function strayRow(kind: string, cells: readonly Cell[], place: StepPlace): ErrorStep | undefined {
  const cell = cells[0]
  if (cell === undefined) return undefined
  if (kind === KINDS.tooDeep) return tooDeep(cell, cells, place)
  place.scope.report(cell, {
    code: 'misplaced-row',
    message: `${cell.text} is not allowed here.`,
    hint: HINTS[kind],
  })
  return { kind: 'error', values: cells, faults: [`${cell.text} is not allowed in this context.`] }
}

/** Only the row that opens the block too many is reported: the rest follows from it. */
function tooDeep(cell: Cell, cells: readonly Cell[], { scope }: StepPlace): ErrorStep | undefined {
  const last = scope.diagnostics[scope.diagnostics.length - 1]
  if (last?.code === 'too-deep') return undefined
  scope.report(cell, {
    code: 'too-deep',
    message: `Blocks are nested more than ${DEEPEST_NESTING} deep here.`,
    hint: 'Move the inner steps into a keyword of their own.',
  })
  return { kind: 'error', values: cells }
}

const IN_LOOP = 'It belongs in a FOR or WHILE loop; check for an END that stands too early.'
const IN_TRY = 'It belongs between TRY and its END; check for an END that is missing or stands too early.'

const HINTS: Readonly<Record<string, string>> = {
  [KINDS.elseIf]: 'It belongs between IF and its END; check for an END that is missing or stands too early.',
  [KINDS.else]:
    'It belongs between IF or TRY and its END; check for an END that is missing or stands too early.',
  [KINDS.except]: IN_TRY,
  [KINDS.finally]: IN_TRY,
  [KINDS.end]:
    'There is no open IF, FOR, WHILE, TRY, GROUP, RETRY or PARALLEL for it to end. Two spaces must follow such a word.',
  [KINDS.return]: 'RETURN ends a user keyword; a test ends by itself, or with the keyword Pass Execution.',
  [KINDS.break]: IN_LOOP,
  [KINDS.continue]: IN_LOOP,
}
