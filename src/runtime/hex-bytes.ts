import { z } from 'zod'

const expected = 'expected bytes such as "01 A0 FF"'
const byte = z.number({ error: expected }).int(expected).min(0, expected).max(255, expected)

/**
 * A few bytes: text of hexadecimal pairs with or without spaces, colons or `0x` between (`01 A0 ff`, `0x01 0xA0`), a list
 * of numbers from 0 to 255, or bytes. Yields bytes.
 */
export const hexBytes = () =>
  z
    .union([z.instanceof(Uint8Array), z.array(byte), z.string()], { error: expected })
    .transform((value, context) => {
      if (typeof value !== 'string') return Uint8Array.from(value)
      const pairs = value.replace(/0x(?=[\da-f]{2})/gi, ' ').replace(/[\s:,_-]+/g, '')
      if (/^(?:[\da-f]{2})*$/i.test(pairs)) return Uint8Array.from(Buffer.from(pairs, 'hex'))
      context.issues.push({ code: 'custom', message: `${expected}, got "${value}"`, input: value })
      return z.NEVER
    })
    .meta({ examples: ['01 A0 FF'] })

/** Bytes as they are written: `01 A0 FF`. */
export function formatHex(bytes: Uint8Array): string {
  return Array.from(bytes, (one) => one.toString(16).padStart(2, '0').toUpperCase()).join(' ')
}
