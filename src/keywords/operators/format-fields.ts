import { limitError } from '../value/evaluation-error.ts'
import { checkLength } from '../value/limits.ts'

/** The most fields that a format may have. */
const MOST_FIELDS = 10_000

/** The named groups of a field's match. */
export type Field = Readonly<Record<string, string | undefined>>

/** Replaces the fields of a format one after the other, so that a mistake or a limit ends it at once. */
export function fillFields(
  format: string,
  fields: RegExp,
  fill: (token: string, field: Field) => string,
): string {
  let text = ''
  let done = 0
  let count = 0
  for (const match of format.matchAll(fields)) {
    if (++count > MOST_FIELDS) throw limitError(`a format has at most ${MOST_FIELDS} fields`)
    text += format.slice(done, match.index) + fill(match[0], match.groups ?? {})
    done = match.index + match[0].length
    checkLength(text.length, 'text')
  }
  return text + format.slice(done)
}
