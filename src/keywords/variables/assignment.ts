import { SuiteError } from '../../runtime/errors.ts'
import { asList, keepItem } from '../value/containers.ts'
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
  const converted = target.sigil === '@' ? listFor(target, value) : value
  const path = target.items.map((item) => item.get(scopes))
  if (path.length === 0) scopes.set(target.name, converted, 'local')
  else keepItem(scopes.holderOf(target.name)?.get(target.name), path, converted)
}

function listFor(target: AssignTarget, value: unknown): unknown[] {
  const list = asList(value)
  if (list !== undefined) return list
  throw new SuiteError('not-a-list', `Setting variable '${target.text}' failed: Expected list-like value.`)
}

/** Pairs targets with values: a `@{list}` among them takes what the others leave. */
function distribute(targets: readonly AssignTarget[], value: unknown): [AssignTarget, unknown][] {
  const values = value === null || value === undefined ? targets.map(() => null) : asList(value)
  if (values === undefined) throw cannotSet(targets, `Expected list-like value.`)
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
  const names = targets.map((target) => `'${target.text}'`)
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return new SuiteError('assignment', `Cannot set variables ${list}: ${reason}`)
}
