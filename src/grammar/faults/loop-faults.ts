import { splitType, wholeVariable } from '../cells/find-variable.ts'
import { holdsTemplate } from '../steps/holds-template.ts'
import type { Cell, ForStep, GroupStep, ParallelStep, RetryStep, WhileStep } from '../tree.ts'
import type { Faults } from './faulty.ts'
import { argumentFaults, choiceFaults } from './header-faults.ts'
import { quotedList } from './quoted-list.ts'

type LoopStep = ForStep | WhileStep | GroupStep | RetryStep | ParallelStep

/** What is wrong with a FOR, WHILE, GROUP, RETRY or PARALLEL; `header` and `end` are its rows as written. */
export function loopFaults(
  step: LoopStep,
  header: readonly Cell[],
  end: readonly Cell[] | undefined,
): Faults {
  const word = step.kind.toUpperCase()
  const name = step.kind === 'for' || step.kind === 'while' ? `${word} loop` : word
  const isPlain = step.kind === 'for' || step.kind === 'group'
  return [
    ...headerFaults(step, header),
    ...(step.body.length === 0 ? [`${name} cannot be empty.`] : []),
    ...(end === undefined ? [`${name} must have closing END.`] : []),
    ...(!isPlain && holdsTemplate(step.body) ? [`${word} does not support templates.`] : []),
    ...argumentFaults(end ?? []),
  ]
}

function headerFaults(step: LoopStep, header: readonly Cell[]): Faults {
  if (step.kind === 'for') return forFaults(step)
  if (step.kind === 'while') return whileFaults(step, header)
  return step.kind === 'group' ? groupFaults(header) : []
}

function forFaults({ variables, flavor, values, mode }: ForStep): Faults {
  const none = variables.length === 0 ? ['FOR loop has no variables.'] : []
  if (flavor === undefined) return [...none, "FOR loop has no 'IN' or other valid separator."]
  return [
    ...none,
    ...variables.flatMap(({ text }) =>
      isLoopVariable(text) ? [] : [`Invalid FOR loop variable '${text}'.`],
    ),
    ...(values.length === 0 ? ['FOR loop has no values.'] : []),
    ...choiceFaults('FOR', { option: 'mode', value: mode, choices: ['STRICT', 'SHORTEST', 'LONGEST'] }),
  ]
}

function isLoopVariable(text: string): boolean {
  const variable = wholeVariable(text)
  const isPlain = variable?.sigil === '$' && variable.items.length === 0
  return isPlain && !/[$@&]\{/.test(splitType(variable.base).name)
}

function whileFaults({ limit, onLimit, onLimitMessage }: WhileStep, header: readonly Cell[]): Faults {
  const options = [limit, onLimit, onLimitMessage].filter((cell) => cell !== undefined).length
  const conditions = header.slice(1, header.length - options).map((cell) => cell.text)
  const several = `got ${conditions.length} conditions ${quotedList(conditions)}.`
  return [
    ...(conditions.length > 1 ? [`WHILE accepts only one condition, ${several}`] : []),
    ...(onLimit && !limit ? ["WHILE option 'on_limit' cannot be used without 'limit'."] : []),
    ...choiceFaults('WHILE', { option: 'on_limit', value: onLimit, choices: ['PASS', 'FAIL'] }),
  ]
}

function groupFaults([, ...names]: readonly Cell[]): Faults {
  if (names.length < 2) return []
  const list = quotedList(names.map((cell) => cell.text))
  return [`GROUP accepts only one argument as name, got ${names.length} arguments ${list}.`]
}
