import { missingCell, type StepBuilder, type StepPlace } from '../build/row-scope.ts'
import type { StepShape } from '../build/shape.ts'
import { checkAssignment } from '../cells/check-variable.ts'
import { isAssignTarget, withoutMark } from '../cells/find-variable.ts'
import { withFaults } from '../faults/faulty.ts'
import { assignmentFaults } from '../faults/statement-faults.ts'
import { ROW_KINDS as KINDS } from '../rows/row-kind.ts'
import type { CallStep, Cell, ErrorStep, Step } from '../tree.ts'
import { buildIf } from './build-if.ts'
import { buildInlineIf } from './build-inline-if.ts'
import { buildLoop } from './build-loop.ts'
import { buildBreak, buildContinue, buildReturn, buildVar } from './build-statement.ts'
import { buildTry } from './build-try.ts'
import { checkTraps } from './check-traps.ts'
import { strayRow } from './stray-row.ts'

/** Builds the steps of tests and keywords. */
export const STEP_BUILDER: StepBuilder = { steps: buildSteps, plain: buildPlainStep }

function buildSteps(shapes: readonly StepShape[], place: StepPlace): Step[] {
  const steps: Step[] = []
  for (const shape of shapes) {
    const step = typeof shape === 'number' ? buildRow(shape, place) : buildBlock(shape, place)
    if (step) steps.push(step)
  }
  return steps
}

function buildPlainStep(kind: string, cells: readonly Cell[], place: StepPlace): Step | undefined {
  switch (kind) {
    case KINDS.var:
      return buildVar(cells, place.scope)
    case KINDS.return:
      return place.top && place.owner !== 'keyword' ? undefined : buildReturn(cells, place)
    case KINDS.break:
      return place.top ? undefined : buildBreak(cells, place)
    case KINDS.continue:
      return place.top ? undefined : buildContinue(cells, place)
    case KINDS.inlineIf:
      return buildInlineIf(cells, place)
    case KINDS.bodySetting:
      if (place.top) return unreadSetting(cells, place)
      return buildCallOrTemplate(cells, place)
    case KINDS.call:
      return buildCallOrTemplate(cells, place)
    default:
      return undefined
  }
}

function buildBlock(shape: Exclude<StepShape, number>, place: StepPlace): Step {
  if (!('branches' in shape)) return buildLoop(shape, place)
  return shape.kind === 'if' ? buildIf(shape, place) : buildTry(shape, place)
}

function buildRow(row: number, place: StepPlace): Step | undefined {
  const kind = place.scope.kind(row)
  const cells = place.scope.cells(row)
  return buildPlainStep(kind, cells, place) ?? strayRow(kind, cells, place)
}

function buildCallOrTemplate(cells: readonly Cell[], place: StepPlace): Step {
  return place.templated ? { kind: 'template', args: cells } : buildCall(cells, place)
}

function buildCall(cells: readonly Cell[], { scope }: StepPlace): Step {
  let assigned = 0
  while (assigned < cells.length && isAssignTarget(cells[assigned]?.text ?? '')) assigned++
  const args = cells.slice(assigned + 1)
  const keyword = cells[assigned] ?? missingCell(cells[assigned - 1] as Cell)
  checkTraps(keyword, scope)
  if (assigned === 0) return { kind: 'call', assign: NO_CELLS, keyword, args }
  const assign = cells.slice(0, assigned)
  checkAssignment(scope, assign)
  const step: CallStep = { kind: 'call', assign: assign.map(withoutMarkOf), keyword, args }
  return withFaults(step, assignmentFaults(assign))
}

function unreadSetting(values: readonly Cell[], { scope }: StepPlace): ErrorStep {
  const step: ErrorStep = { kind: 'error', values }
  return withFaults(step, scope.settingFaults(values[0]))
}

function withoutMarkOf(cell: Cell): Cell {
  return cell.text.endsWith('=') ? { ...cell, text: withoutMark(cell.text) } : cell
}

const NO_CELLS: readonly Cell[] = []
