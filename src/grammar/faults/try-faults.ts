import { wholeVariable } from '../cells/find-variable.ts'
import { holdsTemplate } from '../steps/holds-template.ts'
import type { Cell, TryBranch } from '../tree.ts'
import type { Faults } from './faulty.ts'
import { argumentFaults, choiceFaults } from './header-faults.ts'

/** What is wrong with a TRY; `headers` are the rows that open its branches, `end` that of its END. */
export function tryFaults(
  branches: readonly TryBranch[],
  headers: readonly (readonly Cell[])[],
  end: readonly Cell[] | undefined,
): Faults {
  const together = [
    ...orderFaults(branches),
    ...countFaults(branches),
    ...(end === undefined ? ['TRY must have closing END.'] : []),
    ...(branches.some(({ body }) => holdsTemplate(body)) ? ['TRY does not support templates.'] : []),
  ]
  const inBranches = branches.flatMap((branch, index) => {
    const header = headers[index] ?? []
    const own = branch.kind === 'except' ? exceptFaults(branch, header) : argumentFaults(header)
    const empty = branch.body.length === 0 ? [`${branch.kind.toUpperCase()} branch cannot be empty.`] : []
    return [...own, ...empty, ...(index === 0 ? together : [])]
  })
  return [...inBranches, ...argumentFaults(end ?? [])]
}

function orderFaults(branches: readonly TryBranch[]): Faults {
  const seen = { else: false, finally: false, bare: false }
  const faults: string[] = []
  for (const { kind, patterns } of branches.slice(1)) {
    if (kind === 'except') {
      if (seen.else) faults.push('EXCEPT not allowed after ELSE.')
      if (seen.finally) faults.push('EXCEPT not allowed after FINALLY.')
      if (patterns.length > 0 && seen.bare) faults.push('EXCEPT without patterns must be last.')
      seen.bare ||= patterns.length === 0
    }
    if (kind === 'else' && seen.finally) faults.push('ELSE not allowed after FINALLY.')
    seen.else ||= kind === 'else'
    seen.finally ||= kind === 'finally'
  }
  return faults
}

function countFaults(branches: readonly TryBranch[]): Faults {
  const count = (wanted: TryBranch['kind']) => branches.filter(({ kind }) => kind === wanted).length
  const bare = branches.filter(({ kind, patterns }) => kind === 'except' && patterns.length === 0).length
  return [
    ...(count('finally') > 1 ? ['Only one FINALLY allowed.'] : []),
    ...(count('else') > 1 ? ['Only one ELSE allowed.'] : []),
    ...(bare > 1 ? ['Only one EXCEPT without patterns allowed.'] : []),
    ...(count('except') + count('finally') === 0
      ? ['TRY structure must have EXCEPT or FINALLY branch.']
      : []),
  ]
}

function exceptFaults({ patternType }: TryBranch, header: readonly Cell[]): Faults {
  const marker = header.findIndex((cell, index) => index > 0 && cell.text === 'AS')
  const choices = ['GLOB', 'REGEXP', 'START', 'LITERAL']
  return [
    ...(marker < 0 ? [] : asFaults(header.slice(marker + 1))),
    ...choiceFaults('EXCEPT', { option: 'type', value: patternType, choices }),
  ]
}

function asFaults([name, ...more]: readonly Cell[]): Faults {
  if (name === undefined) return ['EXCEPT AS requires a value.']
  if (more.length > 0) return ['EXCEPT AS accepts only one value.']
  const variable = wholeVariable(name.text)
  const isPlain = variable?.sigil === '$' && variable.items.length === 0
  return isPlain ? [] : [`EXCEPT AS variable '${name.text}' is invalid.`]
}
