import { float, integer } from './float.ts'

const NUMBER =
  /^\s*([+-]?)(?:(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0+|[1-9][\d_]*)|((?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][+-]?\d+)?))\s*$/

/**
 * Reads text as Robot would have put it into the expression: `${x}` with the text `5` stands for the number 5, and
 * with `False` for False. All other text stays what it is.
 */
export function readLiteral(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > 400) return value
  const first = value.charCodeAt(0)
  if (first > 57) return WORDS.has(value) ? WORDS.get(value) : value
  const match = NUMBER.exec(value)
  if (match === null) return WORDS.get(value.trim()) ?? value
  const [, sign, whole, fraction] = match
  if (whole !== undefined) return integer(BigInt(whole.replaceAll('_', '')) * (sign === '-' ? -1n : 1n))
  return float(Number(`${sign}${fraction}`))
}

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['True', true],
  ['False', false],
  ['None', null],
])
