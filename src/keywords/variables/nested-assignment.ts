import { SuiteError } from '../../runtime/errors.ts'
import { asDict, keepItem } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { Float } from '../value/float.ts'
import { spokenType } from '../value/spoken-type.ts'
import { Tuple } from '../value/tuple.ts'
import { isPlainObject, typeName } from '../value/value.ts'
import { listLike } from './containers.ts'
import { itemOf, type Slice, sequenceIndex } from './item-access.ts'
import { lookUp } from './look-up.ts'
import type { Scopes } from './scope.ts'
import { type AssignTarget, shownName } from './target.ts'

/** Sets what `${x}[key]` names. Throws a SuiteError in Robot's words. */
export function assignItem(target: AssignTarget, value: unknown, scopes: Scopes): void {
  const name = shownName(target, scopes)
  let holder = lookUp(target.nameNow?.(scopes) ?? target.name, scopes, `$${name.slice(1)}`)
  let path = name
  for (const { source, written } of target.items.slice(0, -1)) {
    holder = itemOf(holder, { value: source.get(scopes), written }, path)
    path += `[${written}]`
  }
  const last = target.items.at(-1)
  const setting = () =>
    `Setting value to ${spokenType(holder)} variable '${path}' at index [${last?.written}]`
  if (!isChangeable(holder))
    throw new SuiteError(
      'no-items',
      `Variable '${path}' is ${spokenType(holder)} and does not support item assignment.`,
    )
  try {
    setItem(holder, last?.source.get(scopes), containerOf(target.sigil, value, setting))
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    throw new SuiteError('no-items', `${setting()} failed: ${error.type}: ${error.message}`)
  }
}

/** Sets what `${x.key}` names; false if there is no such variable `x`, or one that has no attributes. */
export function assignAttribute(
  { name, sigil, attribute, ...rest }: AssignTarget,
  value: unknown,
  scopes: Scopes,
): boolean {
  if (attribute === undefined || scopes.holderOf(name) !== undefined) return false
  const base = valueOrUndefined(() => attribute.base.get(scopes))
  if (base === undefined || hasNoAttributes(base)) return false
  const shown = shownName({ name, sigil, attribute, ...rest }, scopes)
  if (asDict(base) === undefined) throw noAttribute(base, attribute.key, shown)
  keepItem(
    base,
    [attribute.key],
    containerOf(sigil, value, () => `Setting '${shown}'`),
  )
  return true
}

function noAttribute(base: unknown, key: string, shown: string): SuiteError {
  const reason = `AttributeError: '${typeName(base)}' object has no attribute '${key}'`
  return new SuiteError('no-items', `Setting '${shown}' failed: ${reason}`)
}

/** Texts and numbers: such a name is one of a variable of its own. */
function hasNoAttributes(value: unknown): boolean {
  return value instanceof Float || ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
}

/** A list or dict of the variable's own; `doing` says what fails if the value is none. */
export function containerOf(sigil: string, value: unknown, doing: () => string): unknown {
  if (sigil === '$') return value
  const container = sigil === '@' ? listLike(value) : asDict(value)
  if (container instanceof Map) return new Map(container)
  if (container !== undefined) return [...container]
  const expected = `Expected ${sigil === '@' ? 'list' : 'dictionary'}-like value, got ${spokenType(value)}.`
  throw new SuiteError('not-a-list', `${doing()} failed: ${expected}`)
}

function valueOrUndefined(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof SuiteError) return undefined
    throw error
  }
}

function isChangeable(value: unknown): boolean {
  return (Array.isArray(value) && !(value instanceof Tuple)) || value instanceof Map || isPlainObject(value)
}

function setItem(holder: unknown, item: unknown, value: unknown): void {
  const index = Array.isArray(holder) ? sequenceIndex(item) : undefined
  if (Array.isArray(holder) && typeof index === 'object') setSlice(holder, index, value)
  else if (Array.isArray(holder) && typeof index === 'number' && outside(holder, index))
    throw new EvaluationError('IndexError', 'list assignment index out of range')
  else keepItem(holder, [index ?? item], value)
}

function outside(list: readonly unknown[], index: number): boolean {
  return index >= list.length || index < -list.length
}

/** `${list}[1:3] =` puts other items in place of those; the step can only be one. */
function setSlice(list: unknown[], { from, to }: Slice, value: unknown): void {
  const items = typeof value === 'string' ? [...value] : listLike(value)
  if (items === undefined) throw new EvaluationError('TypeError', 'can only assign an iterable')
  const place = (at: number | null, otherwise: number) =>
    at === null ? otherwise : Math.min(list.length, Math.max(0, at < 0 ? at + list.length : at))
  const start = place(from, 0)
  list.splice(start, Math.max(0, place(to, list.length) - start), ...items)
}
