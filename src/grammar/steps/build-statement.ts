import { headOf, missingCell, type RowScope, type StepPlace } from '../build/row-scope.ts'
import { checkChoice } from '../cells/check-choice.ts'
import { checkDeclaration } from '../cells/check-variable.ts'
import { withoutMark } from '../cells/find-variable.ts'
import { splitOptions } from '../cells/row-options.ts'
import { withFaults } from '../faults/faulty.ts'
import { loopControlFaults, returnFaults } from '../faults/statement-faults.ts'
import type { BreakStep, Cell, ContinueStep, ReturnStep, VarStep } from '../tree.ts'

/** Builds `VAR    ${name}    value    scope=SUITE`. */
export function buildVar(cells: readonly Cell[], scope: RowScope): VarStep {
  const keyword = headOf(cells)
  const written = cells[1] ?? missingCell(keyword)
  const name = written.text.endsWith('=') ? { ...written, text: withoutMark(written.text) } : written
  const known = name.text.startsWith('$') ? (['scope', 'separator'] as const) : (['scope'] as const)
  const { values, options } = splitOptions<'scope' | 'separator'>(cells.slice(2), known)
  if (cells.length === 1) reportNameless(keyword, scope)
  else checkDeclaration(scope, name, values)
  if (options.scope) checkChoice(scope, { option: 'scope', value: options.scope, choices: SCOPES })
  return { kind: 'var', keyword, name, values, ...options }
}

/** Builds `RETURN    value`. */
export function buildReturn(cells: readonly Cell[], place: StepPlace): ReturnStep {
  const keyword = headOf(cells)
  if (place.owner !== 'keyword')
    place.scope.report(keyword, {
      code: 'return-outside-keyword',
      message: 'RETURN can stand only in a user keyword.',
      hint: 'To end a test early, use the keyword Pass Execution or Skip.',
    })
  else if (place.inParallel)
    place.scope.report(keyword, {
      code: 'not-in-parallel',
      message: 'RETURN cannot stand in a PARALLEL block, whose steps run at the same time.',
      hint: 'Assign a variable in the block, and write RETURN after its END.',
    })
  checkFinally(keyword, place)
  const step: ReturnStep = { kind: 'return', keyword, values: cells.slice(1) }
  return withFaults(step, returnFaults(place))
}

/** Builds `BREAK`. */
export function buildBreak(cells: readonly Cell[], place: StepPlace): BreakStep {
  const step: BreakStep = { kind: 'break', keyword: loopControl(cells, place) }
  return withFaults(step, loopControlFaults(cells, place))
}

/** Builds `CONTINUE`. */
export function buildContinue(cells: readonly Cell[], place: StepPlace): ContinueStep {
  const step: ContinueStep = { kind: 'continue', keyword: loopControl(cells, place) }
  return withFaults(step, loopControlFaults(cells, place))
}

/** Reports the cells that follow a word which takes none, such as END. */
export function checkNoArguments(cells: readonly Cell[], scope: RowScope): void {
  const [word, extra] = cells
  if (word === undefined || extra === undefined) return
  scope.report(word, {
    code: 'unexpected-argument',
    message: `${word.text} takes nothing after it, but got ${cells.slice(1).map(quote).join(', ')}.`,
    hint: 'Put it on its own row.',
  })
}

function reportNameless(keyword: Cell, scope: RowScope): void {
  scope.report(keyword, {
    code: 'invalid-variable',
    message: 'VAR needs the name of a variable.',
    hint: `Write VAR    \${name}    value, with two or more spaces between.`,
  })
}

function loopControl(cells: readonly Cell[], place: StepPlace): Cell {
  const keyword = headOf(cells)
  checkNoArguments(cells, place.scope)
  if (!place.inLoop)
    place.scope.report(keyword, {
      code: 'outside-loop',
      message: place.inParallel
        ? `${keyword.text} cannot leave a PARALLEL block, whose steps run at the same time.`
        : `${keyword.text} can stand only in a FOR or WHILE loop.`,
    })
  checkFinally(keyword, place)
  return keyword
}

function checkFinally(keyword: Cell, { inFinally, scope }: StepPlace): void {
  if (!inFinally) return
  scope.report(keyword, {
    code: 'not-in-finally',
    message: `${keyword.text} cannot stand in a FINALLY branch, which runs to its end whatever happens.`,
  })
}

function quote(cell: Cell): string {
  return `"${cell.text}"`
}

const SCOPES = ['LOCAL', 'TEST', 'TASK', 'SUITE', 'SUITES', 'GLOBAL']
