import { asDict, asList } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { Float } from '../value/float.ts'
import { Secret } from '../value/secret.ts'
import { repr, toText } from '../value/text.ts'
import { Tuple } from '../value/tuple.ts'

/** The request of an XML-RPC call. Throws Python's errors for values that cannot be sent, in Robot's words. */
export function writeCall(method: string, params: readonly unknown[]): string {
  const written = params.map((value) => `<param>${writeValue(value)}</param>`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?><methodCall><methodName>${method}</methodName><params>${written}</params></methodCall>`
}

function writeValue(value: unknown): string {
  return `<value>${content(value)}</value>`
}

function content(value: unknown): string {
  if (value === undefined || value === null) return '<string></string>'
  if (typeof value === 'boolean') return `<boolean>${value ? 1 : 0}</boolean>`
  if (typeof value === 'number' && Number.isInteger(value)) return integer(value)
  if (typeof value === 'number' || value instanceof Float) return `<double>${toText(value)}</double>`
  if (value instanceof Uint8Array) return `<base64>${Buffer.from(value).toString('base64')}</base64>`
  if (value instanceof Secret) return text(value.value)
  const dict = asDict(value)
  if (dict !== undefined) return struct(dict)
  const list =
    value instanceof Tuple || Array.isArray(value) || value instanceof Set ? asList(value) : undefined
  if (list !== undefined) return `<array><data>${list.map(writeValue).join('')}</data></array>`
  return text(toText(value))
}

/** XML-RPC has 32 bits. */
function integer(value: number): string {
  if (value === (value | 0)) return `<int>${value}</int>`
  throw new EvaluationError('OverflowError', 'int exceeds XML-RPC limits')
}

function text(value: string): string {
  if (!isBinary(value)) return `<string>${escaped(value)}</string>`
  if ([...value].some((char) => (char.codePointAt(0) ?? 0) > 255))
    throw new EvaluationError('ValueError', `Cannot represent ${repr(value)} as binary.`)
  return `<base64>${Buffer.from(value, 'latin1').toString('base64')}</base64>`
}

/** Whether XML cannot hold a text: it is sent as bytes then, as Robot does. */
function isBinary(value: string): boolean {
  return /\p{Cc}/u.test(value) && [...value].some((char) => char < ' ' && !'\t\n\r'.includes(char))
}

function struct(dict: ReadonlyMap<unknown, unknown>): string {
  const members = [...dict].map(([key, value]) => {
    const name = key === null ? '' : toText(key)
    if (isBinary(name))
      throw new EvaluationError('ValueError', `Dictionary keys cannot be binary. Got b${repr(name)}.`)
    return `<member><name>${escaped(name)}</name>${writeValue(value)}</member>`
  })
  return `<struct>${members.join('')}</struct>`
}

function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}
