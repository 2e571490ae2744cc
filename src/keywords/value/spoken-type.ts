import { asDict } from './containers.ts'
import { typeName } from './value.ts'

/** Robot's name for a value's type. */
export function spokenType(value: unknown): string {
  if (asDict(value) !== undefined) return 'dictionary'
  const name = typeName(value)
  return SPOKEN[name] ?? name.slice(name.lastIndexOf('.') + 1)
}

const SPOKEN: Readonly<Record<string, string>> = {
  ...{ str: 'string', int: 'integer', bool: 'boolean', NoneType: 'None' },
}
