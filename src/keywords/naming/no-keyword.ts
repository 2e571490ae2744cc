import { recommendNames, withRecommendations } from '../../grammar/faults/recommend-names.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import type { KeywordScope } from './keyword-scope.ts'

/** That there is no such keyword, with the names that are like it, in Robot's words. */
export function noKeyword(name: string, scope: Pick<KeywordScope, 'fullNames'>): string {
  if (name === '') return 'Keyword name cannot be empty.'
  if (name.replace(/^[: ]+|[: ]+$/g, '').toUpperCase() === 'FOR') return OLD_LOOP.replace('NAME', name)
  const message = `No keyword with name '${name}' found.`
  const full = scope.fullNames()
  const candidates = [...full.keys()]
  const compared = (one: string) => normalizeName(name.includes('.') ? one : (full.get(one) ?? one))
  const near = recommendNames(name, candidates, compared)
  if (near.length > 0) return withRecommendations(message, near)
  const starts = [...candidates]
    .sort()
    .filter((candidate) => normalizeName(name).startsWith(compared(candidate)))
  if (starts.length === 0) return message
  const list = starts.map((start) => `'${start}'`)
  const keywords = list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`
  return `${message} Did you try using keyword ${keywords} and forgot to use enough whitespace between keyword and arguments?`
}

const OLD_LOOP =
  "Support for the old FOR loop syntax has been removed. Replace 'NAME' with 'FOR', " +
  "end the loop with 'END', and remove escaping backslashes."
