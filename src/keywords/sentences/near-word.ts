import { nearestNames } from '../../runtime/neighbours.ts'

/** Whether a word is most likely another one, misspelt. */
export function isNear(word: string, other: string): boolean {
  if (word === other.toLowerCase()) return true
  return Math.min(word.length, other.length) > 2 && nearestNames(word, [other]).length > 0
}
