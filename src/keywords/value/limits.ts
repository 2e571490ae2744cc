import { limitError } from './evaluation-error.ts'

/** The longest text, in characters, and the longest list that an expression makes. */
export const LONGEST = 10_000_000

/** Throws if a text or list of this length must not be made. */
export function checkLength(length: number, what: 'text' | 'list'): true {
  if (length <= LONGEST) return true
  const unit = what === 'text' ? 'characters' : 'items'
  throw limitError(`the ${what} would have ${length} ${unit}; at most ${LONGEST} are allowed`)
}
