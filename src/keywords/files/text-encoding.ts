import { EvaluationError } from '../value/evaluation-error.ts'

/** What happens to bytes or characters that an encoding does not have. */
export type EncodingErrors = 'strict' | 'ignore' | 'replace'

/** Text of bytes in an encoding named as in Python. Throws Python's UnicodeDecodeError or LookupError. */
export function decodeText(bytes: Uint8Array, encoding: string, errors = 'strict'): string {
  const name = nameOf(encoding)
  const mode = modeOf(errors)
  const limit = LIMITS[name]
  if (limit !== undefined) return decodeBytes(bytes, { name, limit }, mode)
  if (mode === 'replace') return decoderOf(name, false).decode(bytes)
  if (mode === 'ignore') return decoderOf(name, false).decode(bytes).replaceAll('\ufffd', '')
  try {
    return decoderOf(name, true).decode(bytes)
  } catch (error) {
    if (error instanceof EvaluationError) throw error
    throw name === 'utf-8' ? undecodable(bytes) : unicodeError('Decode', `'${name}' codec can't decode bytes`)
  }
}

/** Bytes of text in an encoding named as in Python. Throws Python's UnicodeEncodeError or LookupError. */
export function encodeText(text: string, encoding: string, errors = 'strict'): Uint8Array {
  const name = nameOf(encoding)
  const mode = modeOf(errors)
  if (name === 'utf-8') return Buffer.from(text, 'utf8')
  if (name === 'utf-16le' || name === 'utf-16be') return utf16(text, name === 'utf-16be')
  if (name === 'utf-16') return utf16(`\ufeff${text}`, false)
  return encodeBytes(text, name, mode)
}

/** Encodings of which each byte is the character of the same number, and where they end. */
const LIMITS: Readonly<Record<string, number>> = { ascii: 128, 'latin-1': 256 }

const ALIASES: Readonly<Record<string, string>> = {
  ...{ utf8: 'utf-8', u8: 'utf-8', system: 'utf-8', console: 'utf-8', locale: 'utf-8' },
  ...{ usascii: 'ascii', '646': 'ascii' },
  ...{ latin1: 'latin-1', iso88591: 'latin-1', l1: 'latin-1', cp819: 'latin-1' },
  ...{ utf16: 'utf-16', utf16le: 'utf-16le', utf16be: 'utf-16be' },
}

/** One name for each encoding; `SYSTEM` and `CONSOLE` are UTF-8. */
function nameOf(encoding: string): string {
  const name = encoding.toLowerCase().replace(/[-_ ]/g, '')
  const label =
    ALIASES[name] ?? name.replace(/^cp(125\d)$/, 'windows-$1').replace(/^iso8859(\d+)$/, 'iso-8859-$1')
  if (LIMITS[label] === undefined) checkLabel(label, encoding)
  return label
}

function checkLabel(label: string, written: string): void {
  try {
    new TextDecoder(label)
  } catch {
    throw new EvaluationError('LookupError', `unknown encoding: ${written}`)
  }
}

function modeOf(errors: string): EncodingErrors {
  if (errors === 'strict' || errors === 'ignore' || errors === 'replace') return errors
  throw new EvaluationError('LookupError', `unknown error handler name '${errors}'`)
}

/** Python keeps the byte order mark of everything but UTF-16. */
function decoderOf(name: string, fatal: boolean) {
  return new TextDecoder(name, { fatal, ignoreBOM: name !== 'utf-16' })
}

interface ByteEncoding {
  readonly name: string
  readonly limit: number
}

function decodeBytes(bytes: Uint8Array, { name, limit }: ByteEncoding, mode: EncodingErrors): string {
  const at = bytes.findIndex((byte) => byte >= limit)
  if (at < 0) return Buffer.from(bytes).toString('latin1')
  if (mode === 'strict')
    throw unicodeError(
      'Decode',
      `'${name}' codec can't decode byte ${hex(bytes[at])} in position ${at}: ordinal not in range(128)`,
    )
  const kept = Array.from(bytes, (byte) => (byte < limit ? String.fromCharCode(byte) : INSTEAD[mode]))
  return kept.join('')
}

const INSTEAD = { ignore: '', replace: '\ufffd' } as const

/** Where UTF-8 goes wrong, as Python tells it. */
function undecodable(bytes: Uint8Array): EvaluationError {
  const prefix = validPrefix(bytes)
  const first = bytes[prefix] ?? 0
  const wanted =
    first >= 0xc2 && first <= 0xdf
      ? 1
      : first >= 0xe0 && first <= 0xef
        ? 2
        : first >= 0xf0 && first <= 0xf4
          ? 3
          : 0
  const following = bytes
    .subarray(prefix + 1, prefix + 1 + wanted)
    .findIndex((byte) => (byte & 0xc0) !== 0x80)
  const found = following < 0 ? Math.min(wanted, bytes.length - prefix - 1) : following
  const reason =
    wanted === 0
      ? 'invalid start byte'
      : prefix + 1 + found >= bytes.length
        ? 'unexpected end of data'
        : 'invalid continuation byte'
  const where =
    wanted === 0 || found === 0
      ? `byte ${hex(first)} in position ${prefix}`
      : `bytes in position ${prefix}-${prefix + found}`
  return unicodeError('Decode', `'utf-8' codec can't decode ${where}: ${reason}`)
}

/** How many bytes at the beginning are valid UTF-8. */
function validPrefix(bytes: Uint8Array): number {
  let [low, high] = [0, bytes.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (isPrefix(bytes.subarray(0, middle))) low = middle
    else high = middle - 1
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, low), { stream: true })
  return Buffer.byteLength(text)
}

function isPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function utf16(text: string, swapped: boolean): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le')
  return swapped ? bytes.swap16() : bytes
}

function encodeBytes(text: string, name: string, mode: EncodingErrors): Uint8Array {
  const limit = LIMITS[name]
  const table = limit === undefined ? tableOf(name) : undefined
  const byteOf = (char: string) => {
    const code = char.codePointAt(0) ?? 0
    return limit === undefined ? table?.get(char) : code < limit ? code : undefined
  }
  const chars = [...text]
  const bytes = chars.map(byteOf)
  const first = bytes.indexOf(undefined)
  if (first >= 0 && mode === 'strict') throw unencodable({ name, limit }, chars, bytes)
  return Uint8Array.from(
    bytes.flatMap((byte) => (byte === undefined ? (mode === 'replace' ? [63] : []) : [byte])),
  )
}

function unencodable(
  { name, limit }: { readonly name: string; readonly limit: number | undefined },
  chars: readonly string[],
  bytes: readonly (number | undefined)[],
): EvaluationError {
  const from = bytes.indexOf(undefined)
  const next = bytes.findIndex((byte, index) => index > from && byte !== undefined)
  const to = (next < 0 ? bytes.length : next) - 1
  const reason = limit === undefined ? 'character maps to <undefined>' : `ordinal not in range(${limit})`
  const where =
    to > from
      ? `characters in position ${from}-${to}`
      : `character '${escaped(chars[from] ?? '')}' in position ${from}`
  return unicodeError(
    'Encode',
    `'${limit === undefined ? 'charmap' : name}' codec can't encode ${where}: ${reason}`,
  )
}

/** Bytes by character, of an encoding with a byte for each. */
function tableOf(name: string): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(name)
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
}

function escaped(char: string): string {
  const digits = (char.codePointAt(0) ?? 0).toString(16)
  if (digits.length <= 2) return `\\x${digits.padStart(2, '0')}`
  return digits.length <= 4 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
}

function hex(byte: number | undefined): string {
  return `0x${(byte ?? 0).toString(16).padStart(2, '0')}`
}

function unicodeError(direction: 'Encode' | 'Decode', message: string): EvaluationError {
  return new EvaluationError(`Unicode${direction}Error`, message)
}
