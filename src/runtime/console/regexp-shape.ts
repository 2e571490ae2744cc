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
  const next = tokens[index + 1]
  if (token === '|' || token === '$' || LOOKS_AROUND.test(token) || BACK_REFERENCE.test(token)) return false
  if (/^\\b$/i.test(token)) return next !== undefined
  if (token === ')') return next === undefined || !QUANTIFIER.test(next)
  if (QUANTIFIER.test(token)) return isFixedQuantifier(tokens, index, flags)
  return true
}

function isFixedQuantifier(tokens: readonly string[], index: number, flags: string): boolean {
  const quantifier = tokens[index] as string
  if (/.\?$|^\{\d+\}$/.test(quantifier)) return true
  const rest = tokens.slice(index + 1).filter((token) => token !== ')' && !OPENS_GROUP.test(token))
  const [next, after] = rest
  if (next === undefined || (after !== undefined && /^(?:[*?]|\{0)/.test(after))) return false
  if (next === '^' || next === '$' || next === '|' || /^\\b$/i.test(next) || next.startsWith('('))
    return false
  return areDisjoint(tokens[index - 1] as string, next, flags)
}

/** Probed rather than proved: Latin letters and signs, and a few from further up. */
const PROBES = [
  ...Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)),
  'Ω',
  '中',
  '\u2028',
  '\ufffd',
]

/** Whether no character matches both; then it is certain where the first ends and the second begins. */
function areDisjoint(first: string, second: string, flags: string): boolean {
  const kept = flags.replace(/[^ius]/g, '')
  const one = new RegExp(`^(?:${first})$`, kept)
  const other = new RegExp(`^(?:${second})$`, kept)
  return !PROBES.some((probe) => one.test(probe) && other.test(probe))
}
