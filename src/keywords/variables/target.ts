import { parseAssignTarget, parseCell } from '../../grammar/parse-cell.ts'
import { toText } from '../value/text.ts'
import { compileCell } from './compile-cell.ts'
import { overrideNumber } from './look-up.ts'
import { normalizeVariable, type Scopes } from './scope.ts'
import type { Source } from './source.ts'
import { rememberName } from './written-names.ts'

/** A variable that a step gives a value to: `${x}`, `@{rest}`, `&{dict}`, `${n: int}`, `${x}[key]` or `${x.key}`. */
export interface AssignTarget {
  readonly sigil: '$' | '@' | '&'
  /** Normalised; as it is written if variables stand in it. */
  readonly name: string
  /** The name now, where variables stand in it. */
  readonly nameNow?: (scopes: Scopes) => string
  /** As written, for messages. */
  readonly text: string
  /** As written after the colon. */
  readonly type?: string
  /** What stands in brackets. */
  readonly items: readonly TargetItem[]
  /** Set for `${base.key}`. */
  readonly attribute?: { readonly base: Source; readonly key: string }
}

/** What stands in one pair of brackets. */
export interface TargetItem {
  readonly written: string
  readonly source: Source
}

/** Reads a target as it is written; undefined for a text that is none. */
export function readTarget(text: string): AssignTarget | undefined {
  const target = parseAssignTarget(text)
  if (target === undefined) return undefined
  const { sigil, name, type } = target
  const normalized = normalizeVariable(name)
  rememberName(normalized, name, true)
  overrideNumber(normalized)
  const items = target.items.map((written) => ({ written, source: compileCell(written) }))
  const attribute = items.length === 0 ? attributeIn(name) : undefined
  return {
    ...{ sigil, name: normalized, text, items },
    ...(type === undefined ? {} : { type }),
    ...(attribute === undefined ? {} : { attribute }),
    ...(parseCell(name).kind === 'text' ? {} : { nameNow: nameNow(name) }),
  }
}

/** The name as messages have it: without its type, with the values of the variables in it. */
export function shownName(target: AssignTarget, scopes: Scopes): string {
  const { name } = parseAssignTarget(target.text) ?? { name: target.name }
  const now = target.nameNow === undefined ? name : toText(compileCell(name).get(scopes))
  return `${target.sigil}{${now}}`
}

function nameNow(name: string): (scopes: Scopes) => string {
  const source = compileCell(name)
  return (scopes) => normalizeVariable(toText(source.get(scopes)))
}

function attributeIn(name: string): AssignTarget['attribute'] {
  const dot = name.lastIndexOf('.')
  const key = name.slice(dot + 1).trim()
  const base = name.slice(0, dot).trim()
  return dot > 0 && /^[a-zA-Z_]\w*$/.test(key) ? { base: compileCell(`\${${base}}`), key } : undefined
}
