import { plainMessage } from '../interpreter/failure.ts'
import { iterate } from '../value/containers.ts'
import { toText } from '../value/text.ts'
import { integerOf, valueError } from './numbers.ts'

/** The ways in which bytes are written. */
export type BytesForm = 'text' | 'int' | 'hex' | 'bin'

/** Bytes of what is written in one of the forms. Throws an Error in Robot's words. */
export function bytesOf(input: unknown, form: BytesForm): Uint8Array {
  try {
    return Uint8Array.from(READERS[form](input))
  } catch (error) {
    throw new Error(`Creating bytes failed: ${plainMessage(error)}`, { cause: error })
  }
}

/** Text as bytes, a character each; bytes stay as they are. */
export function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value
  if (typeof value !== 'string') {
    if (Array.isArray(value) || typeof value === 'number')
      return Uint8Array.from(typeof value === 'number' ? [value] : (value as number[]))
    throw valueError(`Argument '${toText(value)}' cannot be converted to bytes.`)
  }
  const wide = [...value].find((char) => (char.codePointAt(0) ?? 0) > 255)
  if (wide !== undefined) throw valueError(`Character '${wide}' cannot be represented as a byte.`)
  return Buffer.from(value, 'latin1')
}

const READERS: Readonly<Record<BytesForm, (input: unknown) => number[]>> = {
  text: (input) =>
    iterate(input).map((char) =>
      checked(typeof char === 'string' ? char.codePointAt(0) : Number(char), char, 'Character'),
    ),
  int: (input) => integersIn(input).map((item) => checked(integerOf(item), item, 'Integer')),
  hex: (input) => tokens(input, 2).map((token) => checked(integerOf(token, 16), token, 'Hex value')),
  bin: (input) => tokens(input, 8).map((token) => checked(integerOf(token, 2), token, 'Binary value')),
}

function checked(value: number | bigint | undefined, original: unknown, what: string): number {
  const number = Number(value)
  if (number >= 0 && number <= 255) return number
  throw new Error(`${what} '${toText(original)}' cannot be represented as a byte.`)
}

function integersIn(input: unknown): readonly unknown[] {
  if (typeof input === 'string') return input.split(/\s+/).filter((item) => item !== '')
  return typeof input === 'number' ? [input] : iterate(input)
}

function tokens(input: unknown, length: number): readonly unknown[] {
  if (typeof input !== 'string') return iterate(input)
  const text = input.replace(/\s/g, '')
  if (text.length % length !== 0) throw new Error(`Expected input to be multiple of ${length}.`)
  return text.match(new RegExp(`.{${length}}`, 'gs')) ?? []
}
