import { recommendNames, withRecommendations } from '../../grammar/faults/recommend-names.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { type Float, float, integer } from '../value/float.ts'
import { isDict, listLike } from './containers.ts'
import { extendedValue } from './extended-name.ts'
import { normalizeVariable, type Scopes } from './scope.ts'
import { writtenName } from './written-names.ts'

/** The normalised name of `${x}`, `@{x}`, `$x`, or of a bare name. */
export function variableName(text: string): string {
  const match = /^[$@&%]\{(.*)\}$/s.exec(text)
  return normalizeVariable(match?.[1] ?? text.replace(/^[$@&]/, ''))
}

/** The value of a variable by its normalised name: variables, then numbers, then attributes of variables. */
export function lookUp(name: string, scopes: Scopes, shown = `\${${name}}`): unknown {
  const holder = scopes.holderOf(name)
  if (holder !== undefined) return holder.get(name)
  const literal = numberNamed(name)
  if (literal !== undefined) return literal
  const extended = extendedValue(writtenIn(shown), shown, (base) =>
    lookUp(normalizeVariable(base), scopes, `\${${base}}`),
  )
  if (extended !== undefined) return extended.value
  throw notFound(shown, scopes)
}

/** That there is no such variable, with the names that are like it, in Robot's words. */
export function notFound(shown: string, scopes: Scopes): SuiteError {
  const sigil = shown.charAt(0)
  const near = recommendNames(shown, scopes.names().map(writtenName), undecorated)
  const fitting = near.filter((name) => fits(sigil, name, scopes))
  const decorate = (name: string) => (shown.charAt(1) === '{' ? `${sigil}{${name}}` : sigil + name)
  const message = withRecommendations(`Variable '${shown}' not found.`, fitting.map(decorate))
  return new SuiteError('unknown-variable', message)
}

/** `${42}`, `${-1}`, `${3.14}`, `${1e3}`, `${0x1F}`, `${0b101}`, `${0o17}`, `${inf}` are numbers. */
export function numberNamed(name: string): number | bigint | Float | undefined {
  if (/^[-+]?(?:inf(?:inity)?|nan)$/.test(name))
    return name.endsWith('nan')
      ? Number.NaN
      : name.startsWith('-')
        ? Number.NEGATIVE_INFINITY
        : Number.POSITIVE_INFINITY
  if (!/^[-+]?(?:\d|\.\d)/.test(name)) return undefined
  if (/^[-+]?\d+$/.test(name)) return integer(BigInt(name.replace('+', '')))
  const isBased = /^[-+]?0[xob]/.test(name)
  const value = Number(name.replace(/^[-+]/, ''))
  if (Number.isNaN(value)) return undefined
  const signed = name.startsWith('-') ? -value : value
  return isBased ? signed : float(signed)
}

/** Names of numbers to which some suite gives another value. */
const overridden = new Set<string>()

/** Notes that a suite gives a value to a name; one such as `42` is then no constant any more. */
export function overrideNumber(name: string): void {
  if (numberNamed(name) !== undefined) overridden.add(name)
}

/** The number that a name is in every suite. */
export function constantNumber(name: string): number | bigint | Float | undefined {
  return overridden.has(name) ? undefined : numberNamed(name)
}

function fits(sigil: string, name: string, scopes: Scopes): boolean {
  if (sigil !== '@' && sigil !== '&') return true
  const normalized = normalizeVariable(name)
  const value = scopes.holderOf(normalized)?.get(normalized)
  return sigil === '@' ? listLike(value) !== undefined : isDict(value)
}

/** What names are compared by, with sigil and braces or without. */
export function undecorated(name: string): string {
  return name.replace(/[$@&%{}_\s]/g, '').toLowerCase()
}

/** The name as written, of `${name}` or `$name`. */
function writtenIn(shown: string): string {
  return shown.replace(/^[$@&]\{?/, '').replace(/\}$/, '')
}
