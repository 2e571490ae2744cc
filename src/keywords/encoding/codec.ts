import { EvaluationError } from '../value/evaluation-error.ts'
import { type DecodingMistake, utf8Mistake } from './utf8-mistake.ts'

/** One encoding. */
export interface Codec {
  /** As in messages. */
  readonly name: string
  /** Why a character cannot be encoded. */
  readonly reason: string
  hasCharacter(char: string): boolean
  encode(text: string): Uint8Array
  /** What stands around encoded bytes. */
  finish(bytes: Uint8Array): Uint8Array
  /** The first mistake at or after an offset. */
  mistake(bytes: Uint8Array, from: number): DecodingMistake | undefined
  decode(bytes: Uint8Array): string
}

type Iconv = typeof import('iconv-lite')

/** The encoding of a name, as Python knows it. Throws its LookupError. */
export async function openCodec(name: string): Promise<Codec> {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (ASCII.has(plain)) return limitedCodec('ascii', 128)
  if (LATIN1.has(plain)) return limitedCodec('latin-1', 256)
  if (plain === 'utf8' || plain === 'u8') return UTF8
  const { default: iconv } = await import('iconv-lite')
  if (!iconv.encodingExists(name)) throw new EvaluationError('LookupError', `unknown encoding: ${name}`)
  return plain.startsWith('utf') ? wholeCodec(iconv, name) : tableCodec(iconv, name)
}

const ASCII = new Set(['ascii', 'usascii', '646'])
const LATIN1 = new Set(['latin1', 'iso88591', 'l1', '8859', 'cp819', 'latin'])

const keep = (bytes: Uint8Array): Uint8Array => bytes

function limitedCodec(name: string, limit: number): Codec {
  const reason = `ordinal not in range(${limit})`
  return {
    ...{ name, reason, finish: keep },
    hasCharacter: (char) => (char.codePointAt(0) ?? 0) < limit,
    encode: (text) => Buffer.from(text, 'latin1'),
    mistake: (bytes, from) => {
      const at = bytes.findIndex((byte, index) => index >= from && byte >= limit)
      return at === -1 ? undefined : { from: at, to: at + 1, reason }
    },
    decode: (bytes) => Buffer.from(bytes).toString('latin1'),
  }
}

const UTF8: Codec = {
  ...{ name: 'utf-8', reason: 'surrogates not allowed', finish: keep },
  hasCharacter: (char) => !/^[\ud800-\udfff]$/.test(char),
  encode: (text) => Buffer.from(text, 'utf8'),
  mistake: utf8Mistake,
  decode: (bytes) => Buffer.from(bytes).toString('utf8'),
}

/** UTF-16 and its like: they have every character. */
function wholeCodec(iconv: Iconv, name: string): Codec {
  return {
    ...{ name: name.toLowerCase(), reason: '' },
    hasCharacter: () => true,
    encode: (text) => Buffer.from(text, 'utf8'),
    finish: (bytes) => iconv.encode(Buffer.from(bytes).toString('utf8'), name),
    mistake: () => undefined,
    decode: (bytes) => iconv.decode(Buffer.from(bytes), name),
  }
}

/** Encodings that have some characters: what is not among them is `?` or U+FFFD. */
function tableCodec(iconv: Iconv, name: string): Codec {
  const decodeBytes = (bytes: Uint8Array) => iconv.decode(Buffer.from(bytes), name)
  return {
    ...{ name: 'charmap', reason: 'character maps to <undefined>', finish: keep },
    hasCharacter: (char) => char === '?' || iconv.encode(char, name).toString('latin1') !== '?',
    encode: (text) => iconv.encode(text, name),
    mistake: (bytes, from) => {
      const at = decodeBytes(bytes.subarray(from)).indexOf('\ufffd')
      if (at === -1) return undefined
      const before = iconv.encode(decodeBytes(bytes.subarray(from)).slice(0, at), name).length
      return { from: from + before, to: from + before + 1, reason: 'character maps to <undefined>' }
    },
    decode: decodeBytes,
  }
}
