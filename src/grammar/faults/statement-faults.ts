import type { StepPlace } from '../build/row-scope.ts'
import type { Cell } from '../tree.ts'
import type { Faults } from './faulty.ts'
import { argumentFaults } from './header-faults.ts'

/** What is wrong with a RETURN. */
export function returnFaults({ owner, inFinally }: StepPlace): Faults {
  if (owner === 'keyword' && !inFinally) return []
  return [
    ...(owner === 'keyword' ? [] : ['RETURN can only be used inside a user keyword.']),
    ...(inFinally ? ['RETURN cannot be used in FINALLY branch.'] : []),
  ]
}

/** What is wrong with a BREAK or CONTINUE. */
export function loopControlFaults(cells: readonly Cell[], { inLoop, inFinally }: StepPlace): Faults {
  const word = cells[0]?.text ?? ''
  return [
    ...argumentFaults(cells),
    ...(inLoop ? [] : [`${word} can only be used inside a loop.`]),
    ...(inFinally ? [`${word} cannot be used in FINALLY branch.`] : []),
  ]
}

/** What is wrong with the variables that a row assigns to, as they are written, with their `=`; each once. */
export function assignmentFaults(cells: readonly Cell[]): Faults {
  if (cells.length < 2) return []
  const texts = cells.map((cell) => cell.text)
  const dict = texts.findIndex((text) => text.startsWith('&'))
  return [
    ...(texts.slice(0, -1).some((text) => text.endsWith('='))
      ? ["Assign mark '=' can be used only with the last variable."]
      : []),
    ...(texts.filter((text) => text.startsWith('@')).length > 1
      ? ['Assignment can contain only one list variable.']
      : []),
    ...(dict < 0 ? [] : ['Dictionary variable cannot be assigned with other variables.']),
  ]
}
