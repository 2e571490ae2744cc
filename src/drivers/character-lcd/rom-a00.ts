/** Where the two blocks of ROM A00 begin that are not ASCII: half-width katakana, then Greek and mathematics. */
const KATAKANA = 0xa1
const GREEK = 0xe0
const HALF_WIDTH_KATAKANA = 0xff61
const GREEK_AND_MORE = [...'αäβεμσρg√⁻jˣ¢£ñöpqθ∞ΩüΣπxy千万円÷ █']
/** Codes that have another character than their neighbours would lead one to expect. */
const OTHERS: Readonly<Record<number, string>> = { 92: '¥', 126: '→', 127: '←', 223: '°' }
/** Glyphs that the firmware draws itself, by number. */
const GLYPHS = [...'⓪①②③④⑤⑥⑦']

/**
 * The character that code of ROM A00 looks like (HD44780U datasheet, table 4); each takes one place. A glyph of the
 * firmware's own is shown as its number in a circle, a code without a character as a blank. The superscript -1 is a
 * superscript minus, the x with a bar an x, and code DFh, in truth a mark of Japanese, the degree sign it is used for.
 */
export function characterOf(code: number, fiveByTen: boolean): string {
  if (code < 0x10) return GLYPHS[fiveByTen ? (code >> 1) & 3 : code & 7] ?? ' '
  const other = OTHERS[code]
  if (other !== undefined) return other
  if (code >= 0x20 && code < 0x7e) return String.fromCharCode(code)
  if (code >= GREEK) return GREEK_AND_MORE[code - GREEK] ?? ' '
  return code >= KATAKANA ? String.fromCharCode(HALF_WIDTH_KATAKANA + code - KATAKANA) : ' '
}
