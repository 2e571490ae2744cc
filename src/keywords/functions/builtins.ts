import { formatBySpec } from '../operators/brace-format.ts'
import { typeError } from '../value/evaluation-error.ts'
import { Tuple } from '../value/tuple.ts'
import { typeName } from '../value/value.ts'
import { textArgument } from './argument-reading.ts'
import { type Callable, define, FunctionReference } from './callable.ts'
import { conversions } from './conversions.ts'
import { numbers } from './numbers.ts'
import { sequences } from './sequences.ts'

/** The functions that are called by their name alone. */
export const builtins: ReadonlyMap<string, Callable> = new Map(
  [
    ...conversions,
    ...numbers,
    ...sequences,
    define('isinstance', ([value, types]) => isInstance(value, types), { count: [2, 2], text: true }),
    define('type', ([value]) => typeReference(value), { text: true }),
    define('callable', ([value]) => value instanceof FunctionReference),
    define('format', ([value, spec = '']) => formatBySpec(value, textArgument(spec, 'format')), {
      count: [1, 2],
    }),
  ].map((callable) => [callable.name, callable]),
)

function isInstance(value: unknown, types: unknown): boolean {
  if (types instanceof Tuple) return types.some((type) => isInstance(value, type))
  if (!(types instanceof FunctionReference && types.isType))
    throw typeError('isinstance() arg 2 must be a type, a tuple of types, or a union')
  const name = typeName(value)
  return name === types.name || (name === 'bool' && types.name === 'int')
}

function typeReference(value: unknown): FunctionReference {
  const name = typeName(value)
  const none = define(name, () => null, { count: [0, 0] })
  return new FunctionReference(name, conversions.find((callable) => callable.name === name) ?? none)
}
