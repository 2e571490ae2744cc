import { toFloat, toInteger } from '../value/number.ts'
import { ObjectValue } from '../value/object-value.ts'
import { typeName } from '../value/value.ts'
import { integerArgument } from './argument-reading.ts'
import { type Callable, defineMethod, FunctionReference } from './callable.ts'
import { dictMethods, listMethods, setMethods } from './collection-methods.ts'
import { Match, matchMethods } from './match.ts'
import { splitMethods } from './split-methods.ts'
import { stringMethods } from './string-methods.ts'

const numberMethods: readonly Callable[] = [
  defineMethod('float.is_integer', ([value]) => Number.isInteger(toFloat(value))),
  defineMethod('int.bit_length', ([value]) => bitLength(BigInt(toInteger(value) ?? 0))),
]

const bytesMethods: readonly Callable[] = [
  defineMethod('bytes.decode', ([bytes]) => new TextDecoder().decode(bytes as Uint8Array), { count: [0, 2] }),
  defineMethod('bytes.hex', ([bytes]) => Buffer.from(bytes as Uint8Array).toString('hex')),
  defineMethod(
    'bytes.count',
    ([bytes, byte]) => Array.from(bytes as Uint8Array).filter((one) => one === integerArgument(byte)).length,
    { count: [1, 1] },
  ),
]

const METHODS: ReadonlyMap<string, ReadonlyMap<string, Callable>> = new Map([
  ['str', table([...stringMethods, ...splitMethods])],
  ['list', table(listMethods)],
  ['tuple', table(listMethods)],
  ['dict', table(dictMethods)],
  ['set', table(setMethods)],
  ['bytes', table(bytesMethods)],
  ['int', table(numberMethods)],
  ['float', table(numberMethods)],
  ['re.Match', table(matchMethods)],
])

/** The method of a value, undefined if it has none of that name. */
export function methodOf(value: unknown, name: string): Callable | undefined {
  if (value instanceof ObjectValue) return objectMethod(value, name)
  return METHODS.get(value instanceof Match ? 're.Match' : typeName(value))?.get(name)
}

function objectMethod(value: ObjectValue, name: string): Callable | undefined {
  const run = value.method(name)
  if (run === undefined) return undefined
  return defineMethod(`${value.type}.${name}`, ([, ...args]) => run(args), { count: [0, 9] })
}

/** A method as a value: `str.lower` in `map(str.lower, x)`. */
export function referenceMethod(type: string, name: string): FunctionReference | undefined {
  const callable = METHODS.get(type)?.get(name)
  return callable === undefined ? undefined : new FunctionReference(`${type}.${name}`, callable)
}

/** The names of all methods, for checks before a run. */
export function methodNames(): ReadonlySet<string> {
  return new Set([...METHODS.values()].flatMap((methods) => [...methods.keys()]))
}

function table(callables: readonly Callable[]): ReadonlyMap<string, Callable> {
  return new Map(
    callables.map((callable) => [callable.name.slice(callable.name.lastIndexOf('.') + 1), callable]),
  )
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : (value < 0n ? -value : value).toString(2).length
}
