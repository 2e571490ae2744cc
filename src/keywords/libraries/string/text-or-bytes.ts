import { valueError } from '../../conversion/numbers.ts'
import { toText } from '../../value/text.ts'

/** What the keywords take; bytes are handled as text whose characters have their values. */
export type TextOrBytes = string | Uint8Array

/** A text that was given, or the characters of bytes. */
export function charactersOf(given: TextOrBytes): string {
  return given instanceof Uint8Array ? Buffer.from(given).toString('latin1') : given
}

/** What stands beside a text or bytes, as characters. Beside bytes no others than bytes have are possible. */
export function charactersBeside(first: TextOrBytes, given: unknown): string {
  const text = given instanceof Uint8Array ? charactersOf(given) : toText(given)
  return first instanceof Uint8Array ? mustBeBytes(text) : text
}

/** A result in the kind of what was given: text for text, bytes for bytes. */
export function likeGiven(given: TextOrBytes, result: string): TextOrBytes {
  return given instanceof Uint8Array ? Uint8Array.from(Buffer.from(mustBeBytes(result), 'latin1')) : result
}

/** Several results in the kind of what was given. */
export function allLikeGiven(given: TextOrBytes, results: readonly unknown[]): TextOrBytes[] {
  return results.map((result) => likeGiven(given, toText(result)))
}

function mustBeBytes(text: string): string {
  const wide = [...text].find((char) => (char.codePointAt(0) ?? 0) > 255)
  if (wide === undefined) return text
  throw valueError(
    `String '${text}' cannot be converted to bytes: Characters must have code point below 256, ` +
      `but '${wide}' has code point ${wide.codePointAt(0)}.`,
  )
}
