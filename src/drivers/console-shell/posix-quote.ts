/** Characters that cross any terminal line as they are: no control characters, nothing beyond ASCII. */
const PLAIN = /^[ -~]*$/

/** A text as one word of a POSIX shell: `it's` becomes `'it'\''s'`. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/**
 * A text as one word that is typed in printable ASCII alone: line editors take tabs and control characters for keys,
 * and bytes beyond ASCII for Meta keys. Newlines at the end are lost when the text has to be written that way.
 */
export function quoteTyped(text: string): string {
  return PLAIN.test(text) ? quote(text) : `"$(printf ${printfFormat(Buffer.from(text))})"`
}

/** Bytes as the quoted format of a `printf` that prints them. */
export function printfFormat(bytes: Uint8Array): string {
  const parts = Array.from(bytes, (byte, index) => {
    if (byte === 0x2d && index === 0) return '\\055' // no option of printf
    if (byte === 0x25) return '%%'
    if (byte === 0x5c) return '\\\\'
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`
  })
  return quote(parts.join(''))
}

/** Where a command runs and what it reads. */
export interface Surroundings {
  readonly cwd?: string | undefined
  readonly env?: Readonly<Record<string, string>> | undefined
  readonly input?: string | undefined
}

/** A command line that runs in a folder, with variables and input of its own; without the folder it does not run. */
export function commandIn(command: string, { cwd, env = {}, input }: Surroundings): string {
  const exports = Object.entries(env).map(([name, value]) => `export ${name}=${quote(value)}`)
  const before = [...(cwd === undefined ? [] : [`cd -- ${quote(cwd)}`]), ...exports]
  const prepared = before.length === 0 ? command : `${before.join(' && ')} && {\n${command}\n}`
  return input === undefined ? prepared : `printf ${printfFormat(Buffer.from(input))} | {\n${prepared}\n}`
}
