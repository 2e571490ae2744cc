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
  const wrong = branches.find((branch, index) =>
    branches.slice(0, index).some((before) => !mayFollow(before, branch)),
  )
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

function mayFollow(before: TryBranch, after: TryBranch): boolean {
  if (before.kind === 'except' && after.kind === 'except') return before.patterns.length > 0
  return ORDER[before.kind] < ORDER[after.kind]
}

const ORDER = { try: 0, except: 1, else: 2, finally: 3 }
