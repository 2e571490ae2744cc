import type { StepPlace } from '../build/row-scope.ts'
import type { StepShape } from '../build/shape.ts'
import type { Cell, Step } from '../tree.ts'
import { checkNoArguments } from './build-statement.ts'

/** Builds the steps of a block or branch, and reports an empty one at the word that opens it. */
export function buildBody(head: Cell, shapes: readonly StepShape[], place: StepPlace): Step[] {
  const body = place.builder.steps(shapes, { ...place, top: false })
  if (body.length === 0)
    place.scope.report(head, {
      code: 'empty-block',
      message: `${head.text} has no steps.`,
      hint: 'Write at least one step below it, for example No Operation.',
    })
  return body
}

/** Reports a block without END, at the word that opens it, and an END with something after it. */
export function checkEnd(head: Cell, end: number | null, { scope }: StepPlace): void {
  if (end !== null) checkNoArguments(scope.cells(end), scope)
  else
    scope.report(head, {
      code: 'missing-end',
      message: `${head.text} has no END.`,
      hint: `Write END on a row of its own after the last step of this ${head.text}.`,
    })
}
