import type { RowScope } from '../build/row-scope.ts'
import type { Cell } from '../tree.ts'
import { holdsVariable } from './check-variable.ts'
import { didYouMean } from './nearest-names.ts'

/** The value given to an option, and those it may have. */
export interface Choice {
  readonly option: string
  readonly value: Cell
  readonly choices: readonly string[]
}

/** Checks an option's value; one that holds a variable is known only when it runs. */
export function checkChoice(scope: RowScope, { option, value, choices }: Choice): void {
  if (choices.includes(value.text.toUpperCase()) || holdsVariable(value.text)) return
  scope.report(value, {
    code: 'invalid-option',
    message: `The option ${option} cannot be "${value.text}".`,
    hint: didYouMean(value.text, choices),
  })
}
