import type { RowScope } from '../build/row-scope.ts'
import type { Cell, TryBranch } from '../tree.ts'
import { holdsTemplate } from './holds-template.ts'

/** Reports, at its TRY, branches that are missing, too many or in the wrong order. */
export function checkTryOrder(keyword: Cell, branches: readonly TryBranch[], scope: RowScope): void {
  if (!branches.some(({ kind }) => kind === 'except' || kind === 'finally'))
    scope.report(keyword, {
      code: 'try-without-except',
      message: 'TRY has neither EXCEPT nor FINALLY.',
      hint: 'Add EXCEPT, with what to do when a step fails, before END.',
    })
  const wrong = firstWrong(branches)
  if (wrong)
    scope.report(keyword, {
      code: 'try-order',
      message: `The ${wrong.keyword.text} in line ${wrong.keyword.line} of this TRY stands in the wrong place.`,
      hint: 'The order is TRY, EXCEPT with patterns, one EXCEPT without, one ELSE, one FINALLY, END.',
    })
  if (branches.some(({ body }) => holdsTemplate(body)))
    scope.report(keyword, {
      code: 'block-in-template',
      message: 'TRY cannot stand in a test with a template.',
    })
}

/** The first branch that may not follow those before it. */
function firstWrong(branches: readonly TryBranch[]): TryBranch | undefined {
  let before = 0
  let closed = false
  for (const branch of branches.slice(1)) {
    const order = ORDER[branch.kind]
    const isFurtherExcept = branch.kind === 'except' && before === order && !closed
    if (order <= before && !isFurtherExcept) return branch
    before = order
    closed = branch.kind === 'except' && branch.patterns.length === 0
  }
  return undefined
}

const ORDER = { try: 0, except: 1, else: 2, finally: 3 }
