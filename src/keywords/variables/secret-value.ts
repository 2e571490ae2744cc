import { parseCell } from '../../grammar/parse-cell.ts'
import { Secret } from '../value/secret.ts'
import { toText } from '../value/text.ts'
import { compileCell } from './compile-cell.ts'
import type { Scopes } from './scope.ts'

/**
 * The value of a cell that is to be a secret: an environment variable is one, and so is a text with such a variable or
 * another secret in it. Whatever else it is stays what it is, and is refused by its type.
 */
export function secretValue(text: string): (scopes: Scopes) => unknown {
  const cell = parseCell(text)
  const whole = compileCell(text)
  if (cell.kind === 'text') return (scopes) => whole.get(scopes)
  if (cell.kind === 'variable') return (scopes) => secretOf(whole.get(scopes), cell.variable.sigil === '%')
  const parts = cell.parts.map((part) => {
    if (typeof part === 'string') return { hidden: false, get: () => part }
    const source = compileCell(text.slice(part.start, part.end))
    return { hidden: part.sigil === '%', get: (scopes: Scopes) => source.get(scopes) }
  })
  return (scopes) => {
    const values = parts.map(({ get }) => get(scopes))
    const isSecret = parts.some(({ hidden }) => hidden) || values.some((value) => value instanceof Secret)
    return secretOf(
      values.map((value) => (value instanceof Secret ? value.value : toText(value))).join(''),
      isSecret,
    )
  }
}

function secretOf(value: unknown, isSecret: boolean): unknown {
  return isSecret && !(value instanceof Secret) ? new Secret(toText(value)) : value
}
