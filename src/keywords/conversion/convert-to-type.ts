import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { spokenType } from '../value/spoken-type.ts'
import { repr, toText } from '../value/text.ts'
import { typeName } from '../value/value.ts'
import { toBytes } from './bytes.ts'
import { literalOf } from './literal.ts'
import { integerOf, numberOf, valueError } from './numbers.ts'

/** Python's names of types, by all the names that suites may use. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ str: 'str', string: 'str', unicode: 'str', int: 'int', integer: 'int', long: 'int' },
  ...{ float: 'float', double: 'float', bool: 'bool', boolean: 'bool', bytes: 'bytes', none: 'NoneType' },
  ...{
    list: 'list',
    sequence: 'list',
    tuple: 'tuple',
    dict: 'dict',
    dictionary: 'dict',
    mapping: 'dict',
    set: 'set',
  },
  ...{ nonetype: 'NoneType' },
}

const TRUE = new Set(['true', 'yes', 'on', '1'])
const FALSE = new Set(['false', 'no', 'off', '0', ''])

/** A value as one of a type that is named as in Robot (`int`, `list[str]`, `int | None`). Throws Python's errors. */
export function convertToType(value: unknown, type: unknown, argument: string): unknown {
  const names = typesIn(type)
  if (names.includes(typeName(value))) return value
  for (const name of names) {
    const converted = attempt(value, name)
    if (converted !== undefined) return converted.value
  }
  const kind = typeof value === 'string' ? '' : ` (${spokenType(value)})`
  throw valueError(
    `Argument '${argument}' got value '${toText(value)}'${kind} that cannot be converted to ${spoken(names)}.`,
  )
}

/** Throws a ValueError unless the value is of the type already. */
export function mustBeOfType(value: unknown, type: unknown): void {
  if (typesIn(type).includes(typeName(value))) return
  throw valueError(`Argument 'first' got value ${repr(value)} that does not match type ${repr(type)}.`)
}

function typesIn(type: unknown): string[] {
  return toText(type)
    .split('|')
    .map((part) => {
      const name = part.trim().replace(/\[.*\]$/s, '')
      const known = NAMES[name.toLowerCase()]
      if (known === undefined) throw typeError(`Unrecognized type '${part.trim()}'.`)
      return known
    })
}

function spoken(names: readonly string[]): string {
  const words = names.map((name) => SPOKEN[name] ?? name)
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

const SPOKEN: Readonly<Record<string, string>> = {
  ...{ int: 'integer', str: 'string', bool: 'boolean', dict: 'dictionary', NoneType: 'None' },
}

function attempt(value: unknown, name: string): { readonly value: unknown } | undefined {
  try {
    return { value: converted(value, name) }
  } catch (error) {
    if (error instanceof EvaluationError) return undefined
    throw error
  }
}

function converted(value: unknown, name: string): unknown {
  if (name === 'str') return toText(value)
  if (name === 'int') return integerOf(value)
  if (name === 'float') return numberOf(value)
  if (name === 'bytes') return toBytes(value)
  const word = typeof value === 'string' ? value.toLowerCase() : value
  if (name === 'bool' && typeof word === 'string') {
    if (TRUE.has(word)) return true
    if (FALSE.has(word)) return false
  } else if (name === 'NoneType') {
    if (word === 'none') return null
  } else if (typeof value === 'string') {
    const literal = literalOf(value)
    if (typeName(literal) === name) return literal
  }
  throw valueError('no such value')
}
