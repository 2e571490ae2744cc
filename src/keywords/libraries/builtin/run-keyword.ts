import type { Cell } from '../../../grammar/tree.ts'
import { SuiteError } from '../../../runtime/errors.ts'
import { defineKeyword, late, type NestedCall, type NestedCalls } from '../../catalogue/keyword.ts'
import type { KeywordContext, RunnableCall } from '../../catalogue/keyword-context.ts'
import type { LateValue } from '../../catalogue/late-value.ts'
import { holds } from '../../comparison/condition.ts'
import { EarlyEndSignal } from '../../interpreter/completion.ts'
import { joinFailures, StepFailure } from '../../interpreter/failure.ts'
import { tokenize } from '../../sentences/tokens.ts'

/** Keywords that run one keyword, with so many arguments of their own before it. */
export function oneCall(own: number): NestedCalls {
  return { own, split: (cells) => (cells.length === 0 ? [] : [{ from: 0, to: cells.length }]) }
}

const condition = late('condition', 'condition', 'The condition.')

/** The keywords that run others. */
export const runningKeywords = [
  defineKeyword({
    name: 'Run Keyword',
    doc: 'Runs a keyword and gives its value.',
    nested: oneCall(0),
    run: (_, { calls }) => calls[0]?.run(),
  }),
  defineKeyword({
    name: 'Run Keywords',
    doc: 'Runs keywords one after the other; with arguments, AND stands between them.',
    nested: { own: 0, optional: true, split: splitAtAnd, cells: stepsIn },
    run: (_, context) => runAll(context.calls, context),
  }),
  defineKeyword({
    name: 'Run Keyword If',
    doc: 'Runs a keyword if a condition holds; ELSE IF and ELSE give others.',
    arguments: [condition],
    nested: { own: 1, split: splitBranches },
    run: (given, context) => {
      const chosen = context.calls.find((call, index) =>
        applies(index === 0 ? given.condition : call.condition, context),
      )
      return chosen === undefined ? null : chosen.run()
    },
  }),
  defineKeyword({
    name: 'Run Keyword Unless',
    doc: 'Runs a keyword if a condition does not hold.',
    arguments: [condition],
    nested: oneCall(1),
    run: (given, context) => (holds(given.condition, context) ? null : context.calls[0]?.run()),
  }),
]

/** Runs calls in order; goes on after failures that let steps go on, and throws them as one. */
export async function runAll(calls: Iterable<RunnableCall>, { goesOn }: KeywordContext): Promise<void> {
  let failures: readonly StepFailure[] = []
  for (const call of calls) {
    try {
      await call.run()
    } catch (error) {
      if (error instanceof EarlyEndSignal) throw failures.length > 0 ? error.after(failures) : error
      const failure = error instanceof StepFailure ? error : new StepFailure(error)
      failures = [...failures, ...failure.parts]
      if (failure.fatal || !(failure.continuable || goesOn)) break
    }
  }
  const joined = joinFailures(failures)
  if (joined !== undefined) throw joined
}

function applies(given: LateValue | undefined, context: KeywordContext): boolean {
  return given === undefined || holds(given, context)
}

/** Without AND every cell is a keyword. */
function splitAtAnd(cells: readonly string[]): NestedCall[] {
  if (!cells.includes('AND')) return cells.map((_, from) => ({ from, to: from + 1, each: true }))
  const ends = [...cells.flatMap((cell, at) => (cell === 'AND' ? [at] : [])), cells.length]
  return ends.map((to, index) => {
    const from = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1
    if (from === to) throw new SuiteError('control-word', 'AND must have keyword before and after.')
    return { from, to }
  })
}

/** `Power off AND Power on`, but not where the word stands in quotes. */
function stepsIn(written: Cell): Cell[] {
  const cells: Cell[] = []
  const cut = (start: number, end: number) => {
    const text = written.text.slice(start, end)
    const space = text.length - text.trimStart().length
    cells.push({ ...written, text: text.trim(), column: written.column + start + space })
  }
  let start = 0
  for (const { kind, content, start: from, end } of tokenize(written.text)) {
    if (kind !== 'word' || content !== 'AND') continue
    cut(start, from)
    cut(from, end)
    start = end
  }
  cut(start, written.text.length)
  return cells
}

function splitBranches(cells: readonly string[]): NestedCall[] {
  if (cells.length === 0) return []
  const branches: NestedCall[] = []
  let start = 0
  let isLast = false
  for (let at = 1; at <= cells.length; at++) {
    const word = cells[at]
    const ends =
      at === cells.length ||
      (!isLast && (word === 'ELSE IF' || (word === 'ELSE' && !cells.includes('ELSE IF', at))))
    if (!ends) continue
    branches.push(branch(cells, start, at))
    start = at
    isLast = word === 'ELSE'
  }
  return branches
}

/** The call between two words; the first has no word before it. */
function branch(cells: readonly string[], start: number, to: number): NestedCall {
  const word = start === 0 ? undefined : cells[start]
  if (word === 'ELSE IF') {
    if (to - start < 3 && !cells[start + 1]?.startsWith('@'))
      throw lacking('ELSE IF requires condition and keyword.')
    return { condition: start + 1, from: start + 2, to }
  }
  if (word === 'ELSE' && to - start < 2) throw lacking('ELSE requires keyword.')
  return { from: word === undefined ? 0 : start + 1, to }
}

function lacking(message: string): SuiteError {
  return new SuiteError('control-word', message)
}
