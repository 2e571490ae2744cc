/** Why a text is no pattern, in the words of Python's `re.error`; undefined where Python would see nothing wrong. */
export function patternReason(source: string): string | undefined {
  const open: number[] = []
  let repeatable = false
  let repeated = false
  for (let at = 0; at < source.length; ) {
    const part = partAt(source, at)
    if (part.reason !== undefined) return `${part.reason} at position ${at}`
    if (part.kind === 'repeat') {
      if (repeated) return `multiple repeat at position ${at}`
      if (!repeatable) return `nothing to repeat at position ${at}`
    } else if (part.kind === 'open') open.push(at)
    else if (part.kind === 'close' && open.pop() === undefined)
      return `unbalanced parenthesis at position ${at}`
    repeated = part.kind === 'repeat'
    repeatable = part.kind === 'close' || part.kind === 'one' || repeated
    at = part.end
  }
  const unclosed = open.at(-1)
  return unclosed === undefined ? undefined : `missing ), unterminated subpattern at position ${unclosed}`
}

interface Part {
  readonly kind: 'one' | 'open' | 'close' | 'repeat' | 'or'
  readonly end: number
  readonly reason?: string
}

function partAt(source: string, at: number): Part {
  const char = source[at]
  if (char === '\\') {
    const end = at + 2
    return end > source.length
      ? { kind: 'one', end, reason: 'bad escape (end of pattern)' }
      : { kind: 'one', end }
  }
  if (char === '[') return setAt(source, at)
  if (char === '(')
    return {
      kind: 'open',
      end: at + (/^\(\?(?:P?<\w+>|[:=!]|<[=!])/.exec(source.slice(at))?.[0].length ?? 1),
    }
  if (char === ')') return { kind: 'close', end: at + 1 }
  if (char === '|') return { kind: 'or', end: at + 1 }
  const repeat = /^(?:[*+?]|\{\d*,?\d*\})[?+]?/.exec(source.slice(at, at + 30))?.[0]
  if (repeat !== undefined && repeat !== '{}' && repeat !== '{,}')
    return { kind: 'repeat', end: at + repeat.length }
  return { kind: 'one', end: at + 1 }
}

function setAt(source: string, at: number): Part {
  const set = /^\[\^?\]?(?:\\.|[^\]\\])*\]/s.exec(source.slice(at))?.[0]
  if (set === undefined) return { kind: 'one', end: source.length, reason: 'unterminated character set' }
  return { kind: 'one', end: at + set.length }
}
