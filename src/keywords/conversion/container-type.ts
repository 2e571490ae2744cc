import { ArgumentProblem, type ArgumentType, show } from '../catalogue/argument-type.ts'
import { asDict, iterate } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { spokenType } from '../value/spoken-type.ts'
import { Tuple } from '../value/tuple.ts'
import { literalOf } from './literal.ts'

/** A list, tuple or bytes: `@{list}` as `${list}`, or text such as `[1, 2]`. */
export const sequence: ArgumentType<Sequence> = containerType('list', 'Sequence', readSequence)

/** A list that a keyword changes; of a tuple, of bytes or of text it makes a list of its own. */
export const changeableList: ArgumentType<unknown[]> = {
  ...containerType('list', 'Sequence', (value) => {
    const items = readSequence(value)
    return items === undefined || (Array.isArray(items) && !(items instanceof Tuple))
      ? items
      : [...iterate(items)]
  }),
  fresh: true,
}

/** A dict, or text such as `{'a': 1}`. */
export const mapping: ArgumentType<Dict> = containerType('dict', 'Mapping', readMapping)

/** A dict that a keyword changes; of text it makes one of its own. */
export const changeableDict: ArgumentType<Dict> = { ...mapping, fresh: true }

/** A list, tuple, set, dict or bytes, or text that is one of them. */
export const listLike: ArgumentType<Sequence | Dict | ReadonlySet<unknown>> = {
  ...containerType('list or dict', 'Sequence, Mapping or set', (value) => {
    const literal = typeof value === 'string' ? tryLiteral(value) : value
    return literal instanceof Set ? literal : (readSequence(literal) ?? readMapping(literal))
  }),
  spoken: 'Sequence, Mapping or set',
}

/** What Python calls a sequence; text among them only as what a literal gives. */
export type Sequence = readonly unknown[] | Uint8Array | string
/** A dict as keywords see it. */
export type Dict = Map<unknown, unknown>

type Read<T> = (value: unknown) => T | undefined

function containerType<T>(name: string, spoken: string, read: Read<T>): ArgumentType<T> {
  return {
    name,
    spoken: (value) => spoken + reasonFor(value, spoken),
    convert: (value) => {
      const result = read(value)
      if (result !== undefined) return result
      throw new ArgumentProblem(`expected a ${name}, got ${show(value)}`)
    },
  }
}

/** Why text is not the container that was asked for. */
function reasonFor(value: unknown, spoken: string): string {
  if (typeof value !== 'string') return ''
  const literal = tryLiteral(value)
  return literal === undefined ? ': Invalid expression' : `: Value is ${spokenType(literal)}, not ${spoken}`
}

function readSequence(value: unknown): Sequence | undefined {
  if (Array.isArray(value) || value instanceof Uint8Array) return value
  if (typeof value !== 'string') return undefined
  const literal = tryLiteral(value)
  return typeof literal === 'string' ? literal : readSequence(literal)
}

function readMapping(value: unknown): Dict | undefined {
  return asDict(typeof value === 'string' ? tryLiteral(value) : value)
}

function tryLiteral(text: string): unknown {
  try {
    return literalOf(text)
  } catch (error) {
    if (error instanceof EvaluationError) return undefined
    throw error
  }
}
