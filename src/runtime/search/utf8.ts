/** Length of the bytes without a character at their end whose other bytes are still to come. */
export function completeLength(bytes: Uint8Array): number {
  const { length } = bytes
  for (let back = 1; back <= Math.min(3, length); back += 1) {
    const byte = bytes[length - back] as number
    if (byte >= 0xc2 && byte <= 0xf4) return sequenceLength(byte) > back ? length - back : length
    if (byte < 0x80 || byte >= 0xc0) return length
  }
  return length
}

/**
 * How many bytes the first `units` UTF-16 units of the decoded text took. Invalid bytes count as the decoder counts
 * them: one U+FFFD for each longest piece that could have begun a character (WHATWG Encoding, UTF-8 decoder).
 */
export function byteLengthOfUnits(bytes: Uint8Array, units: number): number {
  let offset = 0
  let left = units
  while (left > 0 && offset < bytes.length) {
    const length = characterLength(bytes, offset)
    offset += length
    left -= length === 4 ? 2 : 1
  }
  return offset
}

/** Bytes of the character, or of the invalid piece, that starts at an offset. */
function characterLength(bytes: Uint8Array, offset: number): number {
  const lead = bytes[offset] as number
  const wanted = sequenceLength(lead)
  for (let index = 1; index < wanted; index += 1) {
    const byte = bytes[offset + index]
    const [low, high] = index === 1 ? secondByteRange(lead) : ANY_CONTINUATION
    if (byte === undefined || byte < low || byte > high) return index
  }
  return wanted
}

const ANY_CONTINUATION = [0x80, 0xbf] as const

/** Some leads narrow the second byte, so that nothing is encoded too long, as a surrogate or past U+10FFFF. */
function secondByteRange(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf]
  if (lead === 0xed) return [0x80, 0x9f]
  if (lead === 0xf0) return [0x90, 0xbf]
  if (lead === 0xf4) return [0x80, 0x8f]
  return ANY_CONTINUATION
}

/** Bytes of a character that begins with this byte; 1 for a byte that begins none. */
function sequenceLength(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 1
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : 4
}
