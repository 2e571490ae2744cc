/** Bytes that mean nothing in an encoding. */
export interface DecodingMistake {
  readonly from: number
  readonly to: number
  readonly reason: string
}

/** The first bytes at or after an offset that are no UTF-8, and why, in Python's words. */
export function utf8Mistake(bytes: Uint8Array, from: number): DecodingMistake | undefined {
  for (let at = from; at < bytes.length; ) {
    const lead = bytes[at] ?? 0
    const length = lengthOf(lead)
    if (length === 0) return { from: at, to: at + 1, reason: 'invalid start byte' }
    for (let next = 1; next < length; next++) {
      const byte = bytes[at + next]
      if (byte === undefined) return { from: at, to: at + next, reason: 'unexpected end of data' }
      const [low, high] = next === 1 ? secondByte(lead) : [0x80, 0xbf]
      if (byte < low || byte > high) return { from: at, to: at + next, reason: 'invalid continuation byte' }
    }
    at += length
  }
  return undefined
}

function lengthOf(lead: number): number {
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : 4
}

/** What may follow, so that there are neither surrogates nor longer forms than needed. */
function secondByte(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf]
  if (lead === 0xed) return [0x80, 0x9f]
  if (lead === 0xf0) return [0x90, 0xbf]
  return lead === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf]
}
