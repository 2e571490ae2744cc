import type { Transition } from './state-config.ts'

/** The transitions that lead from a state to another at the least cost; undefined if there is no way. */
export function cheapestPath(
  transitions: readonly Transition[],
  from: string,
  to: string,
): readonly Transition[] | undefined {
  const known = new Map<string, Way>([[from, { cost: 0, steps: [] }]])
  const open = new Set([from])
  while (open.size > 0) {
    const name = nearest(open, known)
    const way = known.get(name) as Way
    if (name === to) return way.steps
    open.delete(name)
    for (const transition of transitions.filter((one) => leavesFrom(one, name))) {
      const cost = way.cost + transition.cost
      if (cost >= (known.get(transition.to)?.cost ?? Number.POSITIVE_INFINITY)) continue
      known.set(transition.to, { cost, steps: [...way.steps, transition] })
      open.add(transition.to)
    }
  }
  return undefined
}

interface Way {
  readonly cost: number
  readonly steps: readonly Transition[]
}

function nearest(open: ReadonlySet<string>, known: ReadonlyMap<string, Way>): string {
  const costOf = (name: string) => known.get(name)?.cost ?? Number.POSITIVE_INFINITY
  return [...open].reduce((best, name) => (costOf(name) < costOf(best) ? name : best))
}

function leavesFrom({ from }: Transition, name: string): boolean {
  return [from].flat().some((one) => one === name || one === '*')
}
