import type { Cell, IfBranch } from '../tree.ts'
import type { Faults } from './faulty.ts'
import { argumentFaults } from './header-faults.ts'
import { quotedList } from './quoted-list.ts'

/** What is wrong with an IF; `headers` are the rows that open its branches, `end` that of its END. */
export function ifFaults(
  branches: readonly IfBranch[],
  headers: readonly (readonly Cell[])[],
  end: readonly Cell[] | undefined,
): Faults {
  const around = [...orderFaults(branches), ...(end === undefined ? ['IF must have closing END.'] : [])]
  return [...branchesFaults(branches, headers, around), ...argumentFaults(end ?? [])]
}

/** What is wrong with an IF of one row; `assigns` is true where the row assigns what the branch gives. */
export function inlineIfFaults(branches: readonly IfBranch[], assigns: boolean): Faults {
  const headers = branches.map(({ keyword, condition }) => (condition ? [keyword, condition] : [keyword]))
  const inside = new Set(branches.flatMap((branch) => inlineStepFaults(branch, assigns)))
  return branchesFaults(branches, headers, [...orderFaults(branches), ...inside])
}

/** Each branch by its header and body; what is wrong with all of them together comes with the first one. */
function branchesFaults(
  branches: readonly IfBranch[],
  headers: readonly (readonly Cell[])[],
  together: Faults,
): Faults {
  return branches.flatMap(({ kind, body }, index) => {
    const word = kind.toUpperCase()
    const empty = body.length === 0 ? [`${word} branch cannot be empty.`] : []
    return [...headerFaults(word, headers[index] ?? []), ...empty, ...(index === 0 ? together : [])]
  })
}

function headerFaults(word: string, header: readonly Cell[]): Faults {
  if (word === 'ELSE') return argumentFaults(header)
  const conditions = header.slice(1).map((cell) => cell.text)
  if (conditions.length === 0) return [`${word} must have a condition.`]
  if (conditions.length === 1) return []
  return [`${word} cannot have more than one condition, got ${quotedList(conditions)}.`]
}

function orderFaults(branches: readonly IfBranch[]): Faults {
  const first = branches.findIndex(({ kind }) => kind === 'else')
  const late = first < 0 ? [] : branches.slice(first + 1)
  const said = late.map(({ kind }) =>
    kind === 'else' ? 'Only one ELSE allowed.' : 'ELSE IF not allowed after ELSE.',
  )
  return [...new Set(said)]
}

function inlineStepFaults({ body: [step] }: IfBranch, assigns: boolean): Faults {
  if (step === undefined) return []
  const isNested = step.kind === 'error' && step.values[0]?.text === 'IF'
  return [
    ...(assigns && step.kind !== 'call' ? ['Inline IF with assignment can only contain keyword calls.'] : []),
    ...(step.kind === 'call' && step.assign.length > 0
      ? ['Inline IF branches cannot contain assignments.']
      : []),
    ...(isNested ? ['Inline IF cannot be nested.'] : []),
  ]
}
