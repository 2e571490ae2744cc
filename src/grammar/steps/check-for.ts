import type { RowScope } from '../build/row-scope.ts'
import { replaceCell } from '../cells/cell-diagnostic.ts'
import { checkChoice } from '../cells/check-choice.ts'
import { checkType } from '../cells/check-variable.ts'
import { splitType, wholeVariable } from '../cells/find-variable.ts'
import type { Cell, ForStep } from '../tree.ts'

/** Checks the row `FOR    ${x}    IN    values`. */
export function checkFor(header: Omit<ForStep, 'body'>, scope: RowScope): void {
  const { keyword, flavor, variables, values, mode } = header
  if (flavor === undefined) reportNoFlavor(keyword, variables, scope)
  else {
    if (variables.length === 0)
      scope.report(keyword, { code: 'for-without-variable', message: 'FOR has no variable.', hint: EXAMPLE })
    for (const variable of variables) checkLoopVariable(variable, scope)
    if (values.length === 0)
      scope.report(keyword, { code: 'for-without-values', message: 'FOR has no values.', hint: EXAMPLE })
  }
  if (mode) checkChoice(scope, { option: 'mode', value: mode, choices: ['STRICT', 'SHORTEST', 'LONGEST'] })
}

function checkLoopVariable(cell: Cell, scope: RowScope): void {
  const variable = wholeVariable(cell.text)
  const isPlain = variable?.sigil === '$' && variable.items.length === 0
  if (isPlain && !/[$@&]\{/.test(splitType(variable.base).name)) checkType(scope, cell)
  else
    scope.report(cell, {
      code: 'invalid-variable',
      message: `FOR expects variables such as \${x} before IN, but got "${cell.text}".`,
      hint: EXAMPLE,
    })
}

function reportNoFlavor(keyword: Cell, cells: readonly Cell[], scope: RowScope): void {
  const near = cells.find((cell) => /^in([ _]?(range|enumerate|zip))?$/i.test(cell.text))
  scope.report(keyword, {
    code: 'for-without-in',
    message: near
      ? `FOR expects IN, IN RANGE, IN ENUMERATE or IN ZIP, but got "${near.text}".`
      : 'FOR has no IN, IN RANGE, IN ENUMERATE or IN ZIP.',
    hint: EXAMPLE,
    fix: near && !near.text.includes('_') ? replaceCell(near, near.text.toUpperCase()) : undefined,
  })
}

const EXAMPLE = `Write FOR    \${x}    IN    one    two, with two or more spaces between.`
