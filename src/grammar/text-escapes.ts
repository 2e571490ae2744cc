const ROBOT = /\\(?:([\\nrt])|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([$@&%](?=\{)))/g
const PYTHON =
  /\\(?:([\\'"abfnrtv])|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|(\r\n|\n))/g

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/**
 * Decodes what stands between quotes. A cell's text passes through Robot's escapes first (`\\n` is `\n` by the time
 * Python would see it), then through Python's unless the prefix is `r`. Unknown escapes keep their backslash, so
 * that `'\d'` works as a pattern in either spelling.
 */
export function decodeText(raw: string, prefix: string, cell: boolean): string {
  if (!raw.includes('\\')) return raw
  const text = cell ? raw.replace(ROBOT, decode) : raw
  return prefix === 'r' ? text : text.replace(PYTHON, decodePython)
}

function decode(all: string, ...groups: readonly (string | undefined)[]): string {
  const [named, x, u, U, sigil] = groups
  if (named !== undefined) return NAMED[named] ?? all
  const hexadecimal = x ?? u ?? U
  return hexadecimal === undefined ? (sigil ?? all) : character(Number.parseInt(hexadecimal, 16), all)
}

function decodePython(all: string, ...groups: readonly (string | undefined)[]): string {
  const [, , , , octal, newline] = groups
  if (newline !== undefined) return ''
  return octal === undefined ? decode(all, ...groups.slice(0, 4)) : character(Number.parseInt(octal, 8), all)
}

function character(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise
}
