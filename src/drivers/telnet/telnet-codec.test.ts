import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  encodeOption,
  encodeSubnegotiation,
  encodeText,
  TelnetDecoder,
  type TelnetPart,
} from './telnet-codec.ts'

/** What a decoder makes of pieces; text that follows text is one. */
function decoded(pieces: readonly Uint8Array[], binary = false): unknown[] {
  const decoder = new TelnetDecoder()
  decoder.binary = binary
  const parts: TelnetPart[] = []
  for (const part of pieces.flatMap((piece) => decoder.decode(piece))) {
    const last = parts.at(-1)
    if (part.kind !== 'data' || last?.kind !== 'data') parts.push(part)
    else parts.splice(-1, 1, { kind: 'data', bytes: Buffer.concat([last.bytes, part.bytes]) })
  }
  return parts.map((part) => ('bytes' in part ? { ...part, bytes: [...part.bytes] } : part))
}

const byteByByte = (bytes: Uint8Array) => [...bytes].map((byte) => Uint8Array.of(byte))

describe('decoding', () => {
  test('text, options, subnegotiations and commands come apart, also byte by byte', () => {
    const stream = Buffer.concat([
      Buffer.from('a\r\0b\r\n'),
      encodeOption('do', 24),
      Buffer.from([255, 255, 255, 241]),
      encodeSubnegotiation(44, [1, 255, 0]),
      Buffer.from('end'),
    ])
    const parts = [
      { kind: 'data', bytes: [...Buffer.from('a\rb\r\n')] },
      { kind: 'option', verb: 'do', option: 24 },
      { kind: 'data', bytes: [255] },
      { kind: 'command', code: 241 },
      { kind: 'subnegotiation', option: 44, bytes: [1, 255, 0] },
      { kind: 'data', bytes: [...Buffer.from('end')] },
    ]
    expect(decoded([stream])).toEqual(parts)
    expect(decoded(byteByByte(stream))).toEqual(parts)
  })

  test('a subnegotiation that is broken off ends, and one without end is bounded', () => {
    expect(decoded([Uint8Array.of(255, 250, 44, 1, 255, 253, 3, 65)])).toEqual([
      { kind: 'subnegotiation', option: 44, bytes: [1] },
      { kind: 'option', verb: 'do', option: 3 },
      { kind: 'data', bytes: [65] },
    ])
    const [part] = decoded([Uint8Array.of(255, 250, 1), new Uint8Array(100_000), Uint8Array.of(255, 240)])
    expect((part as { bytes: number[] }).bytes).toHaveLength(4095)
  })

  test('any bytes in any pieces give something and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (pieces) => {
        const whole = decoded([Buffer.concat(pieces)])
        expect(decoded(byteByByte(Buffer.concat(pieces)))).toEqual(whole)
        expect(decoded(pieces)).toEqual(whole)
      }),
    )
  })
})

describe('encoding', () => {
  test('text comes back as it was, in seven bits and in eight', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.boolean(), (bytes, binary) => {
        // In seven bits, CR NUL is a CR: text that has it does not come back.
        fc.pre(binary || !Buffer.from(bytes).includes('\r\0'))
        expect(decoded([encodeText(bytes, binary)], binary)).toEqual([{ kind: 'data', bytes: [...bytes] }])
      }),
    )
  })
})
