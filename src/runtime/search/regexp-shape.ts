/** What a search must know of a regular expression to apply it to text that is still growing. */
export interface RegExpShape {
  /** Whether a match may contain a line feed. */
  readonly crossesLines: boolean
  /** Whether more text behind a match can never change the match. */
  readonly fixed: boolean
}

/** Looks at the source of a regular expression; whatever it is not sure of counts as crossing and not fixed. */
export function shapeOf({ source, flags }: RegExp): RegExpShape {
  if (flags.includes('v')) return { crossesLines: true, fixed: false }
  const tokens = source.match(TOKEN) ?? []
  return {
    crossesLines: tokens.some((token) => mayBeLineFeed(token, flags)),
    fixed: tokens.every((_, index) => isFixedAt(tokens, index, flags)),
  }
}

/** One escape, class, opening of a group, quantifier, or character. */
const TOKEN =
  /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|k<[^>]*>|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|<[^>]*>|[\w-]*:)|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/giu

const QUANTIFIER = /^(?:[*+?]\??|\{\d.*)$/
const OPENS_GROUP = /^\((?:\?(?::|<[^=!].*))?$/
const LOOKS_AROUND = /^\(\?(?:[=!]|<[=!]|[\w-]+:)$/
const WORD_BORDER = /^\\b$/i
const LAZY_OR_EXACT = /^(?:.+\?|\{\d+\})$/
const BACK_REFERENCE = /^\\[1-9k]/

function mayBeLineFeed(token: string, flags: string): boolean {
  if (token === '.') return flags.includes('s')
  if (token.startsWith('[^')) return !/\\[nsWD]|\n/.test(token)
  if (token.startsWith('[')) return /\\[sWDnxucpPtvfb\d]|\p{Cc}/u.test(token)
  return /^(?:\\[sWDnxucpP0\n]|\n)/.test(token)
}

/** More text changes a match only through what may go on at its end: repetition, choice, looking ahead. */
function isFixedAt(tokens: readonly string[], index: number, flags: string): boolean {
  const token = tokens[index] as string
  if (token === '|' || token === '$' || LOOKS_AROUND.test(token) || BACK_REFERENCE.test(token)) return false
  if (WORD_BORDER.test(token)) return nextCharacter(tokens, index) !== undefined
  if (token === ')') return !QUANTIFIER.test(tokens[index + 1] ?? '')
  if (!QUANTIFIER.test(token) || LAZY_OR_EXACT.test(token)) return true
  const next = nextCharacter(tokens, index)
  return next !== undefined && areDisjoint(tokens[index - 1] as string, next, flags)
}

/** The character or class that must follow; undefined if it is not certain that one does. */
function nextCharacter(tokens: readonly string[], index: number): string | undefined {
  const rest = tokens.slice(index + 1).filter((token) => token !== ')' && !OPENS_GROUP.test(token))
  const [next = '', after = ''] = rest
  if (/^(?:$|[\^$|(])/.test(next) || WORD_BORDER.test(next) || /^(?:[*?]|\{0)/.test(after)) return undefined
  return next
}

/** Probed rather than proved: Latin letters and signs, and a few from further up. */
const PROBES = [
  ...Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)),
  'Ω',
  '中',
  '\u2028',
  '\ufffd',
]

/** Characters that are named without being written down, and classes of characters that are not probed. */
const NOT_PROBED = /\\[upc]|\[[^\]]*[^\0-\u017f]/

/** Whether no character matches both; then it is certain where the first ends and the second begins. */
function areDisjoint(first: string, second: string, flags: string): boolean {
  const kept = flags.replace(/[^ius]/g, '')
  const one = new RegExp(`^(?:${first})$`, kept)
  const other = new RegExp(`^(?:${second})$`, kept)
  if (NOT_PROBED.test(first + second)) return false
  return ![...PROBES, first, second].some((probe) => one.test(probe) && other.test(probe))
}
