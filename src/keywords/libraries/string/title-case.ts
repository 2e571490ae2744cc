import { valueError } from '../../conversion/numbers.ts'
import { createFrame, type Frame } from '../../expression/frame.ts'
import { Pattern } from '../../functions/pattern.ts'
import { matchesWhole } from '../../functions/regular-expressions.ts'
import { iterate } from '../../value/containers.ts'
import { EvaluationError } from '../../value/evaluation-error.ts'
import { repr } from '../../value/text.ts'
import { isLower, upper } from './letter-case.ts'
import { charactersBeside, charactersOf, likeGiven, type TextOrBytes } from './text-or-bytes.ts'

/**
 * Words in lower case with a capital each; words with capitals of their own and those that match an excluded pattern
 * stay as they are.
 */
export function titleCase(given: TextOrBytes, exclude: unknown): TextOrBytes {
  const patterns = excluded(given, exclude).map(compile)
  const frame = createFrame({ variable: () => undefined }, undefined)
  const titled = charactersOf(given).replace(/\S+/g, (word) =>
    isLower(word, given) && !matchesOne(patterns, word, frame) ? capitalize(word, given) : word,
  )
  return likeGiven(given, titled)
}

function excluded(given: TextOrBytes, exclude: unknown): string[] {
  if (typeof exclude === 'string' || exclude instanceof Uint8Array)
    return charactersOf(exclude)
      .split(',')
      .map((part) => charactersBeside(given, part.trim()))
  return exclude === undefined ? [] : iterate(exclude).map((part) => charactersBeside(given, part))
}

function compile(source: string): Pattern {
  try {
    return Pattern.parse(source, '')
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    const reason = `Compiling exclude pattern ${repr(source)} to a regular expression failed: ${error.message}`
    throw valueError(reason)
  }
}

function matchesOne(patterns: readonly Pattern[], word: string, frame: Frame): boolean {
  return patterns.some((pattern) => matchesWhole(pattern, word, frame))
}

function capitalize(word: string, given: TextOrBytes): string {
  return word.replace(given instanceof Uint8Array ? /[a-z]/ : /\p{L}/u, (letter) => {
    const [first = '', ...others] = upper(letter, given)
    return first + others.join('').toLowerCase()
  })
}
