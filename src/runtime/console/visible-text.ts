const ESC = '\u001b'
const BEL = '\u0007'
/** CSI and OSC sequences, control strings, and the short escapes (ECMA-48, section 5). */
const ESCAPES = new RegExp(
  `${ESC}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\)|[PX^_][^${ESC}]*${ESC}\\\\|[ -/]*[0-~])`,
  'g',
)
/** Control characters other than tab and line feed. */
const CONTROLS = /[^\P{Cc}\t\n]/gu

/** Text without terminal escape sequences (colours, cursor movements, titles). */
export function stripEscapes(text: string): string {
  return text.includes(ESC) ? text.replace(ESCAPES, '') : text
}

/** Text as lines for people: escapes gone, line ends unified, other control characters as `<1B>`. */
export function visibleLines(text: string): string[] {
  return stripEscapes(text)
    .split(/\r+\n?|\n/)
    .map(showControls)
}

/** One line of text in which every control character can be seen: `\r`, `\n`, `<03>`. */
export function visibleText(text: string): string {
  return showControls(text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t'))
}

function showControls(text: string): string {
  return text.replace(
    CONTROLS,
    (char) => `<${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}>`,
  )
}
