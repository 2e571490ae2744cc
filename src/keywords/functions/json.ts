import { spend } from '../expression/frame.ts'
import { asDict } from '../value/containers.ts'
import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { Float, float, integer } from '../value/float.ts'
import { toText } from '../value/text.ts'
import { isPlainObject, typeName } from '../value/value.ts'
import { textArgument } from './argument-reading.ts'
import { type Callable, define } from './callable.ts'

/** The functions of `json`: text only, no files. */
export const json: readonly Callable[] = [
  define('json.loads', ([text]) => loads(textArgument(text, 'json.loads')), { text: true, work: 'items' }),
  define('json.dumps', ([value], frame) => dumps(value, () => spend(frame, 3))),
]

/** The value of a JSON text; numbers keep their kind and every digit. Throws Python's JSONDecodeError. */
export function loads(text: string): unknown {
  try {
    return JSON.parse(text.replace(TOKEN, markNumber), (_key, value: unknown) => revive(value))
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new EvaluationError('JSONDecodeError', error instanceof Error ? error.message : 'not JSON')
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
/** Stands before numbers that JSON.parse would not keep exactly; a private character, so no text begins with it. */
const MARK = '\ue0f1'

/** Hands `1.0` and long integers through JSON.parse as text. */
function markNumber(token: string): string {
  return token.startsWith('"') || /^-?\d{1,15}$/.test(token) ? token : `"${MARK}${token}"`
}

function revive(value: unknown): unknown {
  if (isPlainObject(value)) return new Map(Object.entries(value))
  if (typeof value !== 'string' || !value.startsWith(MARK)) return value
  const number = value.slice(1)
  return /^-?\d+$/.test(number) ? integer(BigInt(number)) : float(Number(number))
}

/** A value as JSON text, ASCII only, as Python writes it; `each` is called for every value inside. */
export function dumps(value: unknown, each: () => void = () => {}, depth = 0): string {
  each()
  if (depth > 200) throw new EvaluationError('RecursionError', 'the value nests too deeply')
  if (typeof value === 'string') return asciiJson(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float) return toText(value)
  if (Array.isArray(value)) return `[${value.map((item) => dumps(item, each, depth + 1)).join(', ')}]`
  const dict = asDict(value)
  if (dict === undefined) throw typeError(`Object of type ${typeName(value)} is not JSON serializable`)
  const entries = [...dict].map(([key, item]) => `${asciiJson(toText(key))}: ${dumps(item, each, depth + 1)}`)
  return `{${entries.join(', ')}}`
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
