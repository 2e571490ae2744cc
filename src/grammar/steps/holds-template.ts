import type { Step } from '../tree.ts'

/** True when arguments for a template stand anywhere in the steps. */
export function holdsTemplate(steps: readonly Step[]): boolean {
  return steps.some((step) => {
    if (step.kind === 'template') return true
    if (step.kind === 'if' || step.kind === 'try')
      return step.branches.some(({ body }) => holdsTemplate(body))
    return 'body' in step && holdsTemplate(step.body)
  })
}
