import type { Diagnostic } from './diagnostic.ts'

/** A file's text, and where its bytes are not UTF-8. */
export interface DecodedSource {
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Decodes a file's bytes from UTF-8, without a byte order mark. Each byte that is not UTF-8 becomes U+FFFD; the first
 * of each line is reported.
 */
export function decodeSource(bytes: Uint8Array): DecodedSource {
  const text = new TextDecoder('utf-8').decode(bytes)
  if (!text.includes(REPLACEMENT) || isUtf8(bytes)) return { text, diagnostics: [] }
  return { text, diagnostics: invalidPlaces(bytes) }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Decodes line by line: no byte of a longer character is a line break, so lines can be cut before decoding. */
function invalidPlaces(bytes: Uint8Array): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  let line = 1
  for (let start = 0; start < bytes.length && diagnostics.length < MOST_REPORTED; line++) {
    const end = lineEnd(bytes, start)
    const part = bytes.subarray(start, end)
    if (!isUtf8(part)) diagnostics.push(invalidAt(part, line))
    start = end + (bytes[end] === CARRIAGE_RETURN && bytes[end + 1] === LINE_FEED ? 2 : 1)
  }
  return diagnostics
}

function lineEnd(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length && bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN) at++
  return at
}

function invalidAt(part: Uint8Array, line: number): Diagnostic {
  const text = new TextDecoder('utf-8', { ignoreBOM: line > 1 }).decode(part)
  const column = text.indexOf(REPLACEMENT) + 1
  return {
    code: 'invalid-utf8',
    severity: 'error',
    line,
    column,
    endColumn: column + 1,
    message: 'The file is expected to be UTF-8, but this is not a character of it.',
    hint: 'Save the file with the encoding UTF-8.',
  }
}

const REPLACEMENT = '\ufffd'
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
/** A file in another encoding has a problem in most lines; the first few say it all. */
const MOST_REPORTED = 20
