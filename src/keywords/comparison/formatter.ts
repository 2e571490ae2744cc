import { lengthOf } from '../value/containers.ts'
import { typeError } from '../value/evaluation-error.ts'
import { repr, toText } from '../value/text.ts'
import { typeName } from '../value/value.ts'

/** How a value is written in a message. */
export type Formatter = (value: unknown) => string

/** The formatters that keywords offer, by their names in Robot. */
export const formatters = {
  str: toText,
  repr,
  ascii: (value: unknown) => escapeNonAscii(repr(value)),
  type: typeName,
  len: (value: unknown) => {
    const length = lengthOf(value)
    if (length === undefined) throw typeError(`object of type '${typeName(value)}' has no len()`)
    return String(length)
  },
} as const satisfies Record<string, Formatter>

function escapeNonAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0
    const digits = code.toString(16)
    if (code < 0x100) return `\\x${digits.padStart(2, '0')}`
    return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
  })
}
