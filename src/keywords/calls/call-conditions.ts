import type { Cell } from '../../grammar/tree.ts'
import type { ArgumentCell } from '../arguments/argument-cell.ts'
import type { Report } from '../binding/report.ts'
import type { Keyword, NestedCalls } from '../catalogue/keyword.ts'
import type { KnownVariables } from '../checking/known-variables.ts'
import { compileCondition } from '../variables/condition.ts'

/** What is checked of a call's conditions, and against what. */
export interface ConditionCheck {
  readonly args: readonly ArgumentCell[]
  readonly known?: KnownVariables | undefined
}

/** Finds arguments that are expressions and cannot be read, before anything runs. */
export function checkConditions(keyword: Keyword, { args, known }: ConditionCheck, report: Report): void {
  const givesNames = args.some(({ text }) => /^(?:modules|namespace)=/.test(text ?? ''))
  for (const [index, { late, name }] of keyword.arguments.entries()) {
    const cell = (args.find((one) => one.name === name) ?? args[index])?.cell
    if (late === 'condition') checkCondition(cell, givesNames ? undefined : known, report)
  }
}

/** The same for the conditions of nested calls, as in `Run Keyword If`. */
export function checkNestedConditions(
  { own, split }: NestedCalls,
  { args, known }: ConditionCheck,
  report: Report,
): void {
  const cells = args.slice(own)
  for (const { condition } of split(cells.map((cell) => cell.text ?? '')))
    if (condition !== undefined) checkCondition(cells[condition]?.cell, known, report)
}

/** Names without a sign in the condition of a sentence must be those of variables. */
export function checkSentenceNames(keyword: Keyword, { args, known }: ConditionCheck, report: Report): void {
  for (const { cell, name } of args) {
    const isCondition = keyword.arguments.some((one) => one.name === name && one.late === 'condition')
    if (cell !== undefined && isCondition) known?.checkNames(compileCondition(cell.text).names, cell, report)
  }
}

function checkCondition(cell: Cell | undefined, known: KnownVariables | undefined, report: Report): void {
  if (cell === undefined) return
  const { diagnostics, names } = compileCondition(cell.text)
  for (const diagnostic of diagnostics) report.addInside(cell, diagnostic)
  known?.checkNames(names, cell, report)
}
