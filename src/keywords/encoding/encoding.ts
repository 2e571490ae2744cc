import { EvaluationError } from '../value/evaluation-error.ts'
import { quoteText } from '../value/text.ts'
import { openCodec } from './codec.ts'

/** An encoding by name, and what happens to what it does not have. */
export interface EncodingChoice {
  readonly encoding: string
  readonly errors: string
}

/** Text as bytes. Throws Python's UnicodeEncodeError or LookupError. */
export async function encode(text: string, { encoding, errors }: EncodingChoice): Promise<Uint8Array> {
  const codec = await openCodec(encoding)
  const chars = [...text]
  const parts: Uint8Array[] = []
  for (let at = 0; at < chars.length; ) {
    let end = at
    while (end < chars.length && !codec.hasCharacter(chars[end] ?? '')) end++
    if (end > at) {
      const failed = chars.slice(at, end)
      const reason = `'${codec.name}' codec can't encode ${failedCharacters(failed, at)}: ${codec.reason}`
      const handle = handlerOf(
        errors,
        ENCODE_HANDLERS,
        () => new EvaluationError('UnicodeEncodeError', reason),
      )
      parts.push(codec.encode(failed.map(handle).join('')))
      at = end
    }
    while (end < chars.length && codec.hasCharacter(chars[end] ?? '')) end++
    parts.push(codec.encode(chars.slice(at, end).join('')))
    at = end
  }
  return codec.finish(Buffer.concat(parts))
}

/** Bytes as text. Throws Python's UnicodeDecodeError or LookupError. */
export async function decode(bytes: Uint8Array, { encoding, errors }: EncodingChoice): Promise<string> {
  const codec = await openCodec(encoding)
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const mistake = codec.mistake(bytes, at)
    text += codec.decode(bytes.subarray(at, mistake?.from))
    if (mistake === undefined) break
    const { from, to, reason } = mistake
    const message = `'${codec.name}' codec can't decode ${failedBytes(bytes.subarray(from, to), from)}: ${reason}`
    const handle = handlerOf(
      errors,
      DECODE_HANDLERS,
      () => new EvaluationError('UnicodeDecodeError', message),
    )
    text += handle(bytes.subarray(from, to))
    at = to
  }
  return text
}

type Handlers<T> = Readonly<Record<string, (failed: T) => string>>

const ENCODE_HANDLERS: Handlers<string> = {
  ignore: () => '',
  replace: () => '?',
  backslashreplace: (char) => escaped(char),
  xmlcharrefreplace: (char) => `&#${char.codePointAt(0)};`,
}

const DECODE_HANDLERS: Handlers<Uint8Array> = {
  ignore: () => '',
  replace: () => '\ufffd',
  backslashreplace: (bytes) =>
    Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
}

function handlerOf<T>(name: string, handlers: Handlers<T>, strict: () => Error): (failed: T) => string {
  if (name === 'strict') throw strict()
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
  if (handler !== undefined) return handler
  throw new EvaluationError('LookupError', `unknown error handler name '${name}'`)
}

function failedCharacters(chars: readonly string[], at: number): string {
  if (chars.length > 1) return `characters in position ${at}-${at + chars.length - 1}`
  return `character '${escaped(chars[0] ?? '')}' in position ${at}`
}

function failedBytes(bytes: Uint8Array, at: number): string {
  if (bytes.length > 1) return `bytes in position ${at}-${at + bytes.length - 1}`
  return `byte 0x${(bytes[0] ?? 0).toString(16).padStart(2, '0')} in position ${at}`
}

/** `\xe4`, `\u20ac`. */
function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (code < 32 || code === 127) return quoteText(char).slice(1, -1)
  const digits = code.toString(16)
  if (code < 256) return `\\x${digits}`
  return code < 65536 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
}
