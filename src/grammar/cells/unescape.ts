/** Resolves the escapes of a text: `\n`, `\r`, `\t`, `\xNN`, `\uNNNN`, `\UNNNNNNNN`; any other backslash falls away. */
export function unescapeText(text: string): string {
  return text.includes('\\') ? text.replace(ESCAPES, resolve) : text
}

/** Resolves the escapes of a variable's name, where only braces and variables are escaped. */
export function unescapeName(text: string): string {
  return text.includes('\\') ? text.replace(/\\((?:\\\\)*(?:[{}]|[$@&%]\{))/g, '$1') : text
}

function resolve(_match: string, slashes: string, sequence: string | undefined): string {
  const kept = slashes.slice(0, slashes.length >> 1)
  if (slashes.length % 2 === 0 || sequence === undefined) return kept + (sequence ?? '')
  return kept + (CONTROLS[sequence] ?? character(sequence))
}

/** The character of `xNN`, `uNNNN` or `UNNNNNNNN`; past the last code point, Robot Framework keeps the letters. */
function character(sequence: string): string {
  const code = Number.parseInt(sequence.slice(1), 16)
  return code > LAST_CODE_POINT ? `U${sequence.slice(1)}` : String.fromCodePoint(code)
}

const ESCAPES = /(\\+)(n|r|t|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})?/g
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
const LAST_CODE_POINT = 0x10ffff
