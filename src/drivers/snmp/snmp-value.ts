import type { Varbind } from 'net-snmp'
import { SuiteError } from '../../runtime/errors.ts'

/** What an object's value is in a suite. */
export type SnmpValue = number | bigint | string | Uint8Array<ArrayBuffer> | null

/** The types that a value may be given, with the numbers of the protocol. */
export const OBJECT_TYPES = {
  integer: 2,
  string: 4,
  bytes: 4,
  oid: 6,
  'ip-address': 64,
  counter: 65,
  gauge: 66,
  'time-ticks': 67,
} as const

const COUNTER_64 = 70

/** The value of an object: text where it is text, bytes where it is not. */
export function valueIn({ type, value }: Varbind): SnmpValue {
  if (type === COUNTER_64 && Buffer.isBuffer(value)) return wholeNumber(value)
  if (Buffer.isBuffer(value)) return textOrBytes(value)
  return typeof value === 'boolean' ? Number(value) : value
}

/** An object with a value to write. */
export function varbindOf(oid: string, value: string | number | Uint8Array, type: number): Varbind {
  if (type === OBJECT_TYPES.string)
    return { oid, type, value: typeof value === 'number' ? String(value) : Buffer.from(value as string) }
  if (value instanceof Uint8Array) throw wrongValue(oid, 'bytes')
  if (type === OBJECT_TYPES.oid || type === OBJECT_TYPES['ip-address'])
    return { oid, type, value: String(value) }
  const number = String(value).trim() === '' ? Number.NaN : Number(value)
  if (!Number.isInteger(number)) throw wrongValue(oid, `"${value}"`)
  return { oid, type, value: number }
}

function wholeNumber(bytes: Buffer): number | bigint {
  const value = BigInt(`0x${bytes.toString('hex') || '0'}`)
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}

/** Text has no control characters but line ends, and is UTF-8. */
function textOrBytes(bytes: Buffer): string | Uint8Array<ArrayBuffer> {
  const text = bytes.toString('utf8')
  const isText =
    Buffer.from(text).equals(bytes) && ![...text].some((letter) => letter < ' ' && !'\t\r\n'.includes(letter))
  return isText ? text : new Uint8Array(bytes)
}

function wrongValue(oid: string, value: string): SuiteError {
  return new SuiteError('snmp-value', `The object ${oid} takes whole numbers, and this is ${value}.`, {
    hint: 'Give the right type: as=string, as=integer…',
  })
}
