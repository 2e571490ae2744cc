import type { ArgumentType } from '../catalogue/argument-type.ts'
import { Secret } from '../value/secret.ts'
import { toText } from '../value/text.ts'

/** Text, or the text of a secret: for keywords that have to use it. It is masked in everything that is shown. */
export const secretText: ArgumentType<string> = { name: 'text', convert: revealed }

/** The text of a value; of a secret, the text itself. */
export function revealed(value: unknown): string {
  return value instanceof Secret ? value.value : toText(value)
}
