import { SuiteError } from '../../runtime/errors.ts'
import { convertTo, typeOfVariable, typeProblem } from '../conversion/named-type.ts'
import { spokenType } from '../value/spoken-type.ts'
import { listLike } from './containers.ts'
import { failedWhile } from './failed-while.ts'
import { assignAttribute, assignItem, containerOf } from './nested-assignment.ts'
import type { Scopes } from './scope.ts'
import { type AssignTarget, shownName } from './target.ts'

export type { AssignTarget }

/** Assigns a keyword's value to one or several variables. */
export function assign(targets: readonly AssignTarget[], value: unknown, scopes: Scopes): void {
  const [only, second] = targets
  if (only === undefined) return
  if (second === undefined) {
    const missing = value === null || value === undefined
    assignOne(only, typed(only, missing ? nothing(only) : value), scopes)
    return
  }
  const pairs = distribute(targets, value).map(([target, part]) => [target, typed(target, part)] as const)
  for (const [target, part] of pairs) assignOne(target, part, scopes)
}

/** Gives the variables of a loop the values of a round. */
export function assignRound(
  targets: readonly AssignTarget[],
  values: readonly unknown[],
  scopes: Scopes,
): void {
  for (const [index, target] of targets.entries())
    assignOne(target, typed(target, values[index], true), scopes)
}

function nothing({ sigil }: AssignTarget): unknown {
  return sigil === '$' ? null : sigil === '@' ? [] : new Map()
}

function typed({ type, sigil, text }: AssignTarget, value: unknown, inLoop = false): unknown {
  if (type === undefined) return value
  const name = text.replace(/\s*=$/, '')
  const whole = typeOfVariable(sigil, type)
  const problem = typeProblem(whole)
  if (problem !== undefined)
    throw new SuiteError(
      'variable-type',
      inLoop ? `Invalid FOR loop variable '${name}': ${problem}` : problem,
    )
  if (!inLoop) return convertTo(whole, value, { kind: 'Return value' })
  return convertTo(whole, value, { kind: 'FOR loop variable', name })
}

function assignOne(target: AssignTarget, value: unknown, scopes: Scopes): void {
  if (target.items.length > 0) assignItem(target, value, scopes)
  else if (target.attribute === undefined || !assignAttribute(target, value, scopes)) {
    const name = target.nameNow === undefined ? target.name : nameOf(target, scopes)
    scopes.set(name, containerFor(target, value, scopes), 'local')
  }
}

/** The name now, in which variables stand. */
function nameOf({ name, nameNow, text }: AssignTarget, scopes: Scopes): string {
  try {
    return nameNow?.(scopes) ?? name
  } catch (error) {
    throw failedWhile(error, `Setting variable '${text.replace(/\s*=$/, '')}'`)
  }
}

function containerFor(target: AssignTarget, value: unknown, scopes: Scopes): unknown {
  return containerOf(target.sigil, value ?? null, () => `Setting variable '${shownName(target, scopes)}'`)
}

/** Pairs targets with values: a `@{list}` among them takes what the others leave. */
function distribute(targets: readonly AssignTarget[], value: unknown): [AssignTarget, unknown][] {
  const isNothing = value === null || value === undefined
  const values = isNothing
    ? targets.filter((target) => target.sigil !== '@').map(() => null)
    : value instanceof Uint8Array
      ? [...value]
      : listLike(value)
  if (values === undefined) throw cannotSet(`Expected list-like value, got ${spokenType(value)}.`)
  const listAt = targets.findIndex((target) => target.sigil === '@')
  const extra = values.length - targets.length
  if (listAt === -1 && extra !== 0)
    throw cannotSet(`Expected ${targets.length} return values, got ${values.length}.`)
  if (extra < -1)
    throw cannotSet(`Expected ${targets.length - 1} or more return values, got ${values.length}.`)
  return targets.map((target, index) => {
    if (index === listAt) return [target, values.slice(listAt, listAt + extra + 1)]
    return [target, values[listAt !== -1 && index > listAt ? index + extra : index]]
  })
}

function cannotSet(reason: string): SuiteError {
  return new SuiteError('assignment', `Cannot set variables: ${reason}`)
}
