import type { Cell, Step } from '../../grammar/tree.ts'
import type { BoundCall } from '../checking/device-needs.ts'
import { type AddRemark, type LintedFile, warning } from './lint.ts'

/** Keywords after which nothing of a body runs. */
const ENDING = new Set([
  ...['Fail', 'Fatal Error', 'Pass Execution', 'Skip', 'Return From Keyword'],
  ...['Exit For Loop', 'Continue For Loop'],
])

/** Steps behind one that always ends the body they stand in. */
export function unreachableSteps({ file, calls }: LintedFile, add: AddRemark): void {
  const goesOn = /continue-on-failure/i.test(file.text)
  const enders = new Map<string, string>()
  for (const call of calls) {
    const name = endingName(call)
    if (name !== undefined && !(name === 'Fail' && goesOn)) enders.set(placeOf(call.name), name)
  }
  const visit = (steps: readonly Step[]) => {
    checkBody(steps, enders, add)
    for (const step of steps) {
      if ('body' in step) visit(step.body)
      if ('branches' in step) for (const branch of step.branches) visit(branch.body)
    }
  }
  for (const owner of [...file.tree.tests, ...file.tree.keywords]) visit(owner.body)
}

function endingName({ found }: BoundCall): string | undefined {
  if (found?.kind !== 'library' || found.keyword.library !== 'BuiltIn') return undefined
  return ENDING.has(found.keyword.name) ? found.keyword.name : undefined
}

function checkBody(steps: readonly Step[], enders: ReadonlyMap<string, string>, add: AddRemark): void {
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1]
    const word = next === undefined ? undefined : endOf(step, enders)
    const cell = next === undefined ? undefined : headOf(next)
    if (word === undefined || cell === undefined) continue
    const message = `This step never runs: ${word} in line ${headOf(step)?.line} ends what stands before it.`
    add(cell, warning('unreachable-step', message, `Remove it, or put it before ${word}.`))
    return
  }
}

/** The word that ends the body, if the step always does. */
function endOf(step: Step, enders: ReadonlyMap<string, string>): string | undefined {
  if (step.kind === 'return' || step.kind === 'break' || step.kind === 'continue') return step.keyword.text
  if (step.kind === 'call') return enders.get(placeOf(step.keyword))
  if (step.kind !== 'if' || step.branches.at(-1)?.kind !== 'else') return undefined
  const ends = step.branches.map(({ body }) => body.map((inner) => endOf(inner, enders)).find((word) => word))
  return ends.every((word) => word !== undefined) ? ends[0] : undefined
}

function headOf(step: Step): Cell | undefined {
  if (step.kind === 'template') return step.args[0]
  if (step.kind === 'error') return step.values[0]
  return step.kind === 'call' && step.assign[0] !== undefined ? step.assign[0] : step.keyword
}

function placeOf({ line, column }: Cell): string {
  return `${line}:${column}`
}
