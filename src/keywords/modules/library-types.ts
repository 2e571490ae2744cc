import { ArgumentProblem, type ArgumentType, show } from '../catalogue/argument-type.ts'
import { toBytes } from '../conversion/bytes.ts'
import { listLike, mapping, sequence } from '../conversion/container-type.ts'
import { integerOf, numberOf } from '../conversion/numbers.ts'
import { asList } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { toPlain } from './plain-value.ts'

/* Arguments of libraries in JavaScript: what suites have, as JavaScript has it. */

/** A number. */
export const number: ArgumentType<number> = {
  name: 'number',
  spoken: 'integer or float',
  convert: (value) => Number(reading(() => numberOf(value), 'a number such as "3.3"', value)),
}

/** A whole number of any size. */
export const bigInteger: ArgumentType<bigint> = {
  name: 'whole number',
  spoken: 'integer',
  convert: (value) => BigInt(reading(() => integerOf(value), 'a whole number such as "42"', value)),
}

/** Bytes; text gives a byte for each character. */
export const bytes: ArgumentType<Uint8Array> = {
  name: 'bytes',
  spoken: 'bytes',
  convert: (value) => reading(() => toBytes(value), 'bytes', value),
}

/** A list whose items are of a type. */
export function listOf(item: ArgumentType): ArgumentType<unknown[]> {
  return {
    name: item.name === 'value' ? 'list' : `list of ${item.name}`,
    spoken: 'list',
    convert: (value) => [...(asList(sequence.convert(value)) ?? [])].map((one) => item.convert(toPlain(one))),
  }
}

/** A dict as a plain object. */
export const dictionary: ArgumentType<unknown> = {
  ...mapping,
  spoken: 'dictionary',
  convert: (value) => toPlain(mapping.convert(value)),
}

/** A dict as a Map. */
export const mapOf: ArgumentType<Map<unknown, unknown>> = { ...mapping, spoken: 'dictionary' }

/** A set. */
export const setOf: ArgumentType<Set<unknown>> = {
  name: 'set',
  spoken: 'set',
  convert: (value) => new Set((asList(listLike.convert(value)) ?? []).map(toPlain)),
}

/** The value of an enum's member, by the member's name. */
export function member(members: ReadonlyMap<string, string | number>): ArgumentType<string | number> {
  const names = [...members.keys()]
  return {
    name: names.join(' | '),
    words: names,
    convert: (value) => {
      const wanted = String(value).replace(/[ _-]/g, '').toLowerCase()
      const found = names.find((name) => name.replaceAll('_', '').toLowerCase() === wanted)
      const result = found === undefined ? undefined : members.get(found)
      if (result !== undefined) return result
      throw new ArgumentProblem(`expected ${names.join(' or ')}, got ${show(value)}`)
    },
  }
}

function reading<T>(read: () => T, expected: string, value: unknown): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    throw new ArgumentProblem(`expected ${expected}, got ${show(value)}`)
  }
}
