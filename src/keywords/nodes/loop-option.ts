import { quotedList } from '../../grammar/faults/quoted-list.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { plainMessage } from '../interpreter/failure.ts'
import { toText } from '../value/text.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'

/** The value of a loop's option; undefined where it is not given. `what` names it where its variables have no value. */
export function optionValue(what: string, source: Source | undefined, scopes: Scopes): unknown {
  if (source === undefined) return undefined
  try {
    return source.get(scopes)
  } catch (error) {
    throw new SuiteError('loop-option', `Invalid ${what}: ${plainMessage(error)}`, { cause: error })
  }
}

/** The same as text; an empty one counts as not given. */
export function optionText(what: string, source: Source | undefined, scopes: Scopes): string | undefined {
  const value = optionValue(what, source, scopes)
  return value === undefined ? undefined : toText(value) || undefined
}

/** The same as one of some words, in capitals. */
export function optionWord<Word extends string>(
  what: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  if (text === undefined) return undefined
  const word = words.find((known) => known === text.toUpperCase())
  if (word !== undefined) return word
  const valid = `Valid values are ${quotedList(words)}.`
  throw new SuiteError('loop-option', `Invalid ${what}: Value '${text}' is not accepted. ${valid}`)
}
