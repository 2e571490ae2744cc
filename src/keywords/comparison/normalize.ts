import { asDict } from '../value/containers.ts'
import { tuple } from '../value/tuple.ts'
import { typeName } from '../value/value.ts'

/** What does not count when values are compared. */
export interface Tolerance {
  readonly ignoreCase: boolean
  readonly stripSpaces: boolean | 'LEADING' | 'TRAILING'
  readonly collapseSpaces: boolean
}

/** True if something does not count. */
export function isTolerant({ ignoreCase, stripSpaces, collapseSpaces }: Tolerance): boolean {
  return ignoreCase || stripSpaces !== false || collapseSpaces
}

/** A value without what does not count; of lists and dicts each item. Other values stay as they are. */
export function normalize(value: unknown, tolerance: Tolerance): unknown {
  if (!isTolerant(tolerance)) return value
  if (typeof value === 'string') return normalizeText(value, tolerance)
  if (value instanceof Uint8Array)
    return Buffer.from(normalizeText(Buffer.from(value).toString('latin1'), tolerance), 'latin1')
  if (Array.isArray(value)) {
    const items = value.map((item) => normalize(item, tolerance))
    return typeName(value) === 'tuple' ? tuple(items) : items
  }
  if (value instanceof Set) return new Set([...value].map((item) => normalize(item, tolerance)))
  const dict = asDict(value)
  return dict === undefined ? value : normalizeDict(dict, tolerance)
}

/** The same of a container whose items are looked for: of a dict only the keys, as a list. */
export function normalizeContainer(value: unknown, tolerance: Tolerance): unknown {
  const dict = isTolerant(tolerance) ? asDict(value) : undefined
  return normalize(dict === undefined ? value : [...dict.keys()], tolerance)
}

/** Python's `casefold()`, near enough: upper case first, for letters such as ß. */
export function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}

function normalizeText(text: string, { ignoreCase, stripSpaces, collapseSpaces }: Tolerance): string {
  let result = ignoreCase ? foldCase(text) : text
  if (stripSpaces !== false && stripSpaces !== 'TRAILING') result = result.trimStart()
  if (stripSpaces !== false && stripSpaces !== 'LEADING') result = result.trimEnd()
  return collapseSpaces ? result.replace(/\s+/g, ' ') : result
}

function normalizeDict(dict: ReadonlyMap<unknown, unknown>, tolerance: Tolerance): Map<unknown, unknown> {
  return new Map([...dict].map(([key, value]) => [normalize(key, tolerance), normalize(value, tolerance)]))
}
