import { decode, encode } from '../encoding/encoding.ts'

/** Text of a file's bytes. Throws Python's UnicodeDecodeError or LookupError. */
export function textOfBytes(bytes: Uint8Array, encoding: string, errors = 'strict'): Promise<string> {
  return decode(bytes, { encoding: encodingNamed(encoding), errors })
}

/** Bytes for a file. Throws Python's UnicodeEncodeError or LookupError. */
export function bytesOfText(text: string, encoding: string): Promise<Uint8Array> {
  return encode(text, { encoding: encodingNamed(encoding), errors: 'strict' })
}

/** What a program wrote, without the end of its last line; bytes that are no text count as Latin-1. */
export async function textOfOutput(bytes: Uint8Array, encoding: string): Promise<string> {
  const text = await textOfBytes(bytes, encoding).catch(() => Buffer.from(bytes).toString('latin1'))
  return text.replaceAll('\r\n', '\n').replace(/\n$/, '')
}

/** The encodings of the system and of the console are UTF-8. */
function encodingNamed(name: string): string {
  return /^(?:system|console|locale)$/i.test(name) ? 'UTF-8' : name
}
