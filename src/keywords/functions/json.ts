import { asDict } from '../value/containers.ts'
import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { Float } from '../value/float.ts'
import { toText } from '../value/text.ts'
import { isPlainObject, typeName } from '../value/value.ts'
import { textArgument } from './argument-reading.ts'
import { type Callable, define } from './callable.ts'

/** The functions of `json`: text only, no files. */
export const json: readonly Callable[] = [
  define('json.loads', ([text]) => loads(textArgument(text, 'json.loads')), { text: true }),
  define('json.dumps', ([value]) => dumps(value, 0)),
]

function loads(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      isPlainObject(value) ? new Map(Object.entries(value)) : value,
    )
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new EvaluationError('JSONDecodeError', error instanceof Error ? error.message : 'not JSON')
  }
}

function dumps(value: unknown, depth: number): string {
  if (depth > 200) throw new EvaluationError('RecursionError', 'the value nests too deeply')
  if (typeof value === 'string') return asciiJson(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float) return toText(value)
  if (Array.isArray(value)) return `[${value.map((item) => dumps(item, depth + 1)).join(', ')}]`
  const dict = asDict(value)
  if (dict === undefined) throw typeError(`Object of type ${typeName(value)} is not JSON serializable`)
  const entries = [...dict].map(([key, item]) => `${asciiJson(toText(key))}: ${dumps(item, depth + 1)}`)
  return `{${entries.join(', ')}}`
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
