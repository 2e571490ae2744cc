import { holdsVariable } from '../cells/check-variable.ts'
import type { Cell } from '../tree.ts'
import type { Faults } from './faulty.ts'
import { quotedList } from './quoted-list.ts'

/** The value given to an option, and those it may have. */
interface Option {
  readonly option: string
  readonly value: Cell | undefined
  readonly choices: readonly string[]
}

/** What is wrong with an option's value; one with a variable in it is known only when it runs. */
export function choiceFaults(word: string, { option, value, choices }: Option): Faults {
  if (value === undefined || choices.includes(value.text.toUpperCase()) || holdsVariable(value.text))
    return []
  const valid = quotedList(choices)
  return [`${word} option '${option}' does not accept value '${value.text}'. Valid values are ${valid}.`]
}

/** What is wrong with a row of one word that has more cells. */
export function argumentFaults([word, ...rest]: readonly Cell[]): Faults {
  if (word === undefined || rest.length === 0) return []
  return [`${word.text} does not accept arguments, got ${quotedList(rest.map((cell) => cell.text))}.`]
}
