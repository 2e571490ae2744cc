import { SuiteError } from '../../runtime/errors.ts'
import { type asDict, getItem, slice } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { spokenType } from '../value/spoken-type.ts'
import { toText } from '../value/text.ts'
import { isPlainObject } from '../value/value.ts'
import { isDict } from './containers.ts'

/** What stands in brackets behind a variable: its value now, and how it is written. */
export interface Item {
  readonly value: unknown
  readonly written: string
}

/** `value[item]` as suites mean it: a key of a dict, an index or a slice of a list, a text or bytes. */
export function itemOf(value: unknown, { value: item, written }: Item, name: string): unknown {
  if (isDict(value)) return valueOfKey(value, item, name)
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array)
    return itemOfSequence(value, item, name)
  throw new SuiteError(
    'no-items',
    `Variable '${name}' is ${spokenType(value)}, which is not subscriptable, and thus accessing item '${written}' from it is not possible. ${escapeHint(written)}`,
  )
}

/** `[from:to:step]`, any part of which may be left out. */
export interface Slice {
  readonly from: number | null
  readonly to: number | null
  readonly step: number | null
}

/** What an index means: a whole number or a slice, also as text; undefined for anything else. */
export function sequenceIndex(item: unknown): number | Slice | undefined {
  if (typeof item === 'number' && Number.isSafeInteger(item)) return item
  if (typeof item === 'boolean') return Number(item)
  if (typeof item !== 'string') return undefined
  if (!item.includes(':')) return wholeNumber(item)
  const parts = item.split(':').map((part) => (part === '' ? null : wholeNumber(part)))
  const [from = null, to = null, step = null] = parts
  return parts.length > 3 || parts.includes(undefined)
    ? undefined
    : { from: from ?? null, to: to ?? null, step: step ?? null }
}

function wholeNumber(text: string): number | undefined {
  return /^\s*[-+]?\d+(?:_\d+)*\s*$/.test(text) ? Number(text.replaceAll('_', '')) : undefined
}

function itemOfSequence(value: string | unknown[] | Uint8Array, item: unknown, name: string): unknown {
  const index = sequenceIndex(item)
  const type = capital(spokenType(value))
  if (index === undefined) {
    const shown = toText(item)
    const message = `${type} '${name}' used with invalid index '${shown}'. ${escapeHint(shown)}`
    throw new SuiteError('wrong-index', message)
  }
  try {
    return typeof index === 'number' ? getItem(value, index) : slice(value, index)
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    throw new SuiteError('wrong-index', `${type} '${name}' has no item in index ${toText(item)}.`)
  }
}

/** Objects that drivers answer with have text as keys only, so that a number finds its text there. */
function valueOfKey(
  dict: NonNullable<ReturnType<typeof asDict>> | object,
  key: unknown,
  name: string,
): unknown {
  try {
    return getItem(dict, isPlainObject(dict) ? toText(key) : key)
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    if (error.type === 'TypeError')
      throw new SuiteError('no-key', `Dictionary '${name}' used with invalid key: ${error.message}`)
    throw new SuiteError('no-key', `Dictionary '${name}' has no key '${toText(key)}'.`)
  }
}

function escapeHint(item: string): string {
  return `To use '[${item}]' as a literal value, it needs to be escaped like '\\[${item}]'.`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
