import { SuiteError } from '../../runtime/errors.ts'
import { asDict, asList, keepItem } from '../value/containers.ts'
import { spokenType } from '../value/spoken-type.ts'
import type { Scopes } from './scope.ts'
import type { Source } from './source.ts'

/** A variable that a step assigns to: `${x}`, `@{rest}`, `&{dict}` or `${x}[key]`. */
export interface AssignTarget {
  readonly sigil: '$' | '@' | '&'
  /** Normalised. */
  readonly name: string
  /** As written, for messages. */
  readonly text: string
  /** Sources of what stands in brackets. */
  readonly items: readonly Source[]
}

/** Assigns a keyword's value to one or several variables. */
export function assign(targets: readonly AssignTarget[], value: unknown, scopes: Scopes): void {
  const [only, second] = targets
  if (only === undefined) return
  if (second === undefined) assignOne(only, value, scopes)
  else for (const [target, part] of distribute(targets, value)) assignOne(target, part, scopes)
}

function assignOne(target: AssignTarget, value: unknown, scopes: Scopes): void {
  const converted = target.sigil === '$' ? (value ?? null) : containerFor(target, value)
  const path = target.items.map((item) => item.get(scopes))
  if (path.length === 0) scopes.set(target.name, converted, 'local')
  else keepItem(scopes.holderOf(target.name)?.get(target.name), path, converted)
}

/** A list or dict of the variable's own. */
function containerFor({ sigil, text }: AssignTarget, value: unknown): unknown {
  if (value === null || value === undefined) return sigil === '@' ? [] : new Map()
  const list = sigil === '@' ? asList(value) : undefined
  if (list !== undefined) return [...list]
  const dict = sigil === '&' ? asDict(value) : undefined
  if (dict !== undefined) return new Map(dict)
  const expected = `Expected ${sigil === '@' ? 'list' : 'dictionary'}-like value, got ${spokenType(value)}.`
  throw new SuiteError('not-a-list', `Setting variable '${text.replace(/\s*=$/, '')}' failed: ${expected}`)
}

/** Pairs targets with values: a `@{list}` among them takes what the others leave. */
function distribute(targets: readonly AssignTarget[], value: unknown): [AssignTarget, unknown][] {
  const values = value === null || value === undefined ? targets.map(() => null) : asList(value)
  if (values === undefined) throw cannotSet(targets, `Expected list-like value, got ${spokenType(value)}.`)
  const listAt = targets.findIndex((target) => target.sigil === '@')
  const extra = values.length - targets.length
  if (listAt === -1 && extra !== 0)
    throw cannotSet(targets, `Expected ${targets.length} return values, got ${values.length}.`)
  if (extra < -1)
    throw cannotSet(targets, `Expected ${targets.length - 1} or more return values, got ${values.length}.`)
  return targets.map((target, index) => {
    if (index === listAt) return [target, values.slice(listAt, listAt + extra + 1)]
    return [target, values[listAt !== -1 && index > listAt ? index + extra : index]]
  })
}

function cannotSet(targets: readonly AssignTarget[], reason: string): SuiteError {
  const names = targets.map((target) => `'${target.text.replace(/\s*=$/, '')}'`)
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return new SuiteError('assignment', `Cannot set variables ${list}: ${reason}`)
}
