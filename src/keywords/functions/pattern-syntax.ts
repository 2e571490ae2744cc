import { EvaluationError } from '../value/evaluation-error.ts'
import { patternReason } from './pattern-reason.ts'

/** A pattern in JavaScript's spelling. */
export interface TranslatedPattern {
  readonly source: string
  readonly flags: string
}

/** The longest pattern, in characters: compiling one takes more than linear time. */
const LONGEST = 10_000

const TOKEN =
  /\(\?P<(?<name>\w+)>|\(\?P=(?<back>\w+)\)|\(\?#[^)]*\)|\(\?(?<unsupported>[a-zA-Z-]+:|>|\(|[a-zA-Z]+\))|(?<possessive>[*+?}]\+)|\\(?<escaped>[\s\S])|(?<openClass>\[\^?\]?)|\{,(?<most>\d+)\}|[\s\S]/g

/** Rewrites a pattern in Python's spelling: named groups, `\A`, `\Z`, `$` before a last newline, `.` but newline. */
export function translatePattern(source: string, flags: string): TranslatedPattern {
  if (source.length > LONGEST) throw patternError(`a pattern has at most ${LONGEST} characters`)
  const lead = /^\(\?([aiLmsux]+)\)/.exec(source)
  const all = flags + (lead?.[1] ?? '')
  if (all.includes('x')) throw patternError('verbose patterns (x) are not supported')
  const body = rewrite(lead === null ? source : source.slice(lead[0].length), all)
  const kept = ['i', 'm', 's'].filter((flag) => all.includes(flag)).join('')
  try {
    new RegExp(body, kept)
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /, '') : 'invalid pattern'
    throw patternError(patternReason(source) ?? reason)
  }
  return { source: body, flags: kept }
}

/** Python's re.error. */
export function patternError(message: string): EvaluationError {
  return new EvaluationError('error', message)
}

function rewrite(source: string, flags: string): string {
  let inClass = false
  return source.replace(TOKEN, (token: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>
    if (inClass) {
      if (token.endsWith(']') && groups.escaped === undefined) inClass = false
      return token
    }
    if (groups.openClass !== undefined) {
      inClass = true
      return token.replace(/\]$/, '\\]')
    }
    return rewriteToken(token, groups, flags)
  })
}

function rewriteToken(token: string, groups: Record<string, string | undefined>, flags: string): string {
  const { name, back, unsupported, possessive, escaped, most } = groups
  if (name !== undefined) return `(?<${name}>`
  if (back !== undefined) return `\\k<${back}>`
  if (most !== undefined) return `{0,${most}}`
  if (unsupported !== undefined) throw patternError(`"(?${unsupported}" is not supported in patterns`)
  if (possessive !== undefined) throw patternError(`"${possessive}" is not supported in patterns`)
  if (escaped === 'A') return '(?<![\\s\\S])'
  if (escaped === 'Z') return '(?![\\s\\S])'
  if (token.startsWith('(?#')) return ''
  if (token === '.' && !flags.includes('s')) return '[^\\n]'
  if (token === '$') return flags.includes('m') ? '(?=\\n|(?![\\s\\S]))' : '(?=\\n?(?![\\s\\S]))'
  return token === '^' && flags.includes('m') ? '(?<=\\n|(?<![\\s\\S]))' : token
}
