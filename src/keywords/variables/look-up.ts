import { SuiteError } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { isDict, itemOf, keyOf } from './containers.ts'
import { extendedValue } from './extended-name.ts'
import { normalizeVariable, type Scopes } from './scope.ts'

/** The normalised name of `${x}`, `@{x}`, `$x`, or of a bare name. */
export function variableName(text: string): string {
  const match = /^[$@&%]\{(.*)\}$/s.exec(text)
  return normalizeVariable(match?.[1] ?? text.replace(/^[$@&]/, ''))
}

/** The value of a variable by its normalised name: numbers, then variables, then attributes of variables. */
export function lookUp(name: string, scopes: Scopes, shown = `\${${name}}`): unknown {
  const holder = scopes.holderOf(name)
  if (holder !== undefined) return holder.get(name)
  const literal = numberNamed(name)
  if (literal !== undefined) return literal
  const extended = attributeOf(name, scopes, shown) ?? extendedValue(writtenIn(shown), scopes, shown)
  if (extended !== undefined) return extended.value
  const hint = didYouMean(
    name,
    scopes.names().filter((known) => known.length > 1),
  )
  throw new SuiteError(
    'unknown-variable',
    `Variable '${shown}' not found.`,
    hint === undefined || hint.startsWith('Known') ? {} : { hint },
  )
}

/** The name as written, of `${name}` or `$name`. */
function writtenIn(shown: string): string {
  return shown.replace(/^[$@&]\{?/, '').replace(/\}$/, '')
}

/** `${42}`, `${-1}`, `${3.14}`, `${0x1F}`, `${0b101}`, `${0o17}` are numbers. */
export function numberNamed(name: string): number | undefined {
  if (!/^[-+]?(?:\d|\.\d)/.test(name)) return undefined
  const sign = name.startsWith('-') ? -1 : 1
  const value = Number(name.replace(/^[-+]/, ''))
  return Number.isNaN(value) ? undefined : sign * value
}

/** `${dict.key}` and deeper: the longest beginning that is a variable, then keys. */
function attributeOf(name: string, scopes: Scopes, shown: string): { readonly value: unknown } | undefined {
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const holder = scopes.holderOf(name.slice(0, dot))
    if (holder === undefined) continue
    const start: unknown = holder.get(name.slice(0, dot))
    const path = name.slice(dot + 1).split('.')
    // Attributes of other values and calls such as `${text.upper()}` are expressions.
    if (!isDict(start) || path.some((key) => /\W/.test(key))) return undefined
    return { value: path.reduce<unknown>((value, key) => attribute(value, key, shown), start) }
  }
  return undefined
}

function attribute(value: unknown, key: string, shown: string): unknown {
  if (isDict(value)) {
    const keys = value instanceof Map ? [...value.keys()] : Object.keys(value)
    const found = keys.find((candidate) => normalizeVariable(String(candidate)) === key)
    const entry = found === undefined ? undefined : keyOf(value, found)
    if (entry !== undefined) return entry.value
  }
  if (/^-?\d+$/.test(key)) return itemOf(value, key, shown)
  throw new SuiteError(
    'unknown-variable',
    `Resolving variable '${shown}' failed: it has no attribute '${key}'.`,
  )
}
