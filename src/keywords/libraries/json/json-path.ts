import type { FunctionExpressionType, JSONPathEnvironment } from 'json-p3'
import { messageOf, SuiteError } from '../../../runtime/errors.ts'
import { createFrame } from '../../expression/frame.ts'
import { Pattern, runPattern } from '../../functions/pattern.ts'
import { asDict } from '../../value/containers.ts'
import { plainJson } from './plain-json.ts'

/** Where a value stands: the keys and indexes that lead to it. */
export type Place = readonly (string | number)[]

/** The places in a value that a JSONPath leads to. Throws a SuiteError if it is none. */
export async function placesOf(value: unknown, path: string): Promise<Place[]> {
  const { JSONPathEnvironment: Environment } = await import('json-p3')
  const environment = new Environment()
  boundPatterns(environment)
  try {
    return environment.query(fromRoot(path), plainJson(value)).nodes.map(({ location }) => location)
  } catch (error) {
    throw new SuiteError('json-path', `"${path}" cannot be read as JSONPath: ${messageOf(error)}`, {
      cause: error,
      hint: 'Write paths such as $.store.book[0].title, $..price or $.book[?(@.price < 10)].',
    })
  }
}

/** The value at a place. */
export function valueAt(value: unknown, place: Place): unknown {
  return place.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)]
    return itemOf(inner, key)
  }, value)
}

/** The key of a dict that JSON would write so. */
export function keyWritten(dict: ReadonlyMap<unknown, unknown>, key: string | number): unknown {
  if (dict.has(key)) return key
  return [...dict.keys()].find((one) => String(one) === String(key)) ?? key
}

function itemOf(value: unknown, key: string | number): unknown {
  const dict = asDict(value)
  return dict?.get(keyWritten(dict, key))
}

/** `store.book` is meant from the root. */
function fromRoot(path: string): string {
  const written = path.trim()
  if (written.startsWith('$')) return written
  return written.startsWith('[') || written.startsWith('.') ? `$${written}` : `$.${written}`
}

/** Patterns in conditions take bounded time, as everywhere in suites. */
function boundPatterns(environment: JSONPathEnvironment): void {
  const value = 'ValueType' as FunctionExpressionType.ValueType
  const logical = 'LogicalType' as FunctionExpressionType.LogicalType
  const found = (text: unknown, pattern: unknown) =>
    typeof text === 'string' &&
    typeof pattern === 'string' &&
    runPattern(Pattern.parse(pattern, ''), text, createFrame({ variable: () => undefined }, undefined)) !==
      null
  const add = (name: string, call: (text: unknown, pattern: unknown) => boolean) =>
    environment.functionRegister.set(name, { argTypes: [value, value], returnType: logical, call })
  add('search', found)
  add('match', (text, pattern) => found(text, `\\A(?:${String(pattern)})\\Z`))
}
