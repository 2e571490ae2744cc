import { quote, quoteTyped } from './posix-quote.ts'

/** Folders in which a device may write what a command says on its standard error. */
const FOLDERS = '"${TMPDIR:-/tmp}" /tmp /dev/shm /run /var/tmp'
const FIND_FILE = `_hile=; for _hild in ${FOLDERS}; do { : >"$_hild/.hil$$"; } 2>/dev/null && _hile=$_hild/.hil$$ && break; done`
/**
 * `_hil NUMBER COMMAND [persist]`: runs a command between markers, in a shell of its own unless something persists. It
 * reads nothing; on its descriptor 3 is the terminal.
 */
const RUN = [
  '_hil(){ _hilu=; { read -r _hilu _hild; } 2>/dev/null </proc/uptime',
  `printf '~%s~%s<%s;\\n' "$1" "$_hilt" "$_hilu"`,
  'if [ "$3" ]; then eval "$2"; else ( eval "$2" ); fi 3<&0 </dev/null 2>"${_hile:-/dev/stdout}"',
  'set -- "$1" $?',
  `if [ -s "$_hile" ]; then printf '~%s~%s:' "$1" "$_hilt"; cat "$_hile"; fi`,
  // Twice: a message of the kernel breaks into one of them at most.
  `printf '~%s~%s>%s;~%s~%s>%s;\\n' "$1" "$_hilt" "$2" "$1" "$_hilt" "$2"; }`,
].join('; ')

/** The lines that prepare a shell; typed at a prompt, none too long for a terminal. */
export function preparation(token: string): readonly string[] {
  const half = token.length / 2
  return [` _hilt=${token.slice(0, half)}''${token.slice(half)}; ${FIND_FILE}`, ` ${RUN}`]
}

/** Asks a shell for a sign of life; the answer has the token of its preparation, where it had one. */
export function probe(number: number): { readonly line: string; readonly answer: RegExp } {
  return {
    line: ` printf '~%s?%s;' ${number} "$_hilt"`,
    answer: new RegExp(`~${number}\\?(\\w*);`),
  }
}

/** Line editors take no longer lines: busybox 1024 characters as it comes, other builds of it fewer. */
const LONGEST_LINE = 480
const LONGEST_PIECE = 400

/** The lines to type for a command: the last one runs it, those before bring it in pieces when it is long. */
export function callLines(number: number, command: string, persist: boolean): readonly string[] {
  const tail = persist ? ' p' : ''
  const line = ` _hil ${number} ${quoteTyped(command)}${tail}`
  if (line.length <= LONGEST_LINE) return [line]
  const pieces = piecesOf(command)
  return [
    ...pieces.map((piece, index) => ` _hilc=${index === 0 ? '' : '$_hilc'}${quoteTyped(piece)}`),
    ` _hil ${number} "$_hilc"${tail}`,
  ]
}

/** Pieces that are short when typed, and do not end in a newline, which would be lost on its way. */
function piecesOf(command: string): string[] {
  const pieces: string[] = []
  let piece = ''
  let length = 0
  for (const character of command) {
    if (length >= LONGEST_PIECE && !piece.endsWith('\n')) {
      pieces.push(piece)
      piece = ''
      length = 0
    }
    piece += character
    length += /[ -&(-~]/.test(character) ? 1 : 4 * Buffer.byteLength(character)
  }
  return [...pieces, piece]
}

/** Removes what the preparation left on the device. */
export const CLEAN_UP = ' rm -f "$_hile"'

/** A command whose output crosses as base64: safe from the terminal, and from messages of the kernel. */
export function encodedCommand(command: string): string {
  const code = '"${_hile:-/tmp/.hil}.c"'
  return `{ ( eval ${quote(command)} ); echo $? >${code}; } | base64; read -r _hild <${code}; rm -f ${code}; exit $_hild`
}
