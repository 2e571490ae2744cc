import { SuiteError } from '../../runtime/errors.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { runStep, type StepDescription } from '../interpreter/step.ts'
import { asList } from '../value/containers.ts'
import { numberOf } from '../value/equality.ts'
import { spokenType } from '../value/spoken-type.ts'
import { toText } from '../value/text.ts'
import { type AssignTarget, assign } from '../variables/assignment.ts'
import { evaluateText } from '../variables/condition.ts'
import { isDict } from '../variables/containers.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'
import { runRound, runRounds } from './loop.ts'

export type ForFlavor = 'IN' | 'IN RANGE' | 'IN ENUMERATE' | 'IN ZIP'

/** A bound `FOR`. */
export interface ForParts extends StepDescription {
  readonly flavor: ForFlavor
  readonly targets: readonly AssignTarget[]
  readonly values: readonly Source[]
  /** First index of `IN ENUMERATE`. */
  readonly start: Source | undefined
  /** `STRICT`, `LONGEST` or `SHORTEST` of `IN ZIP`. */
  readonly mode: Source | undefined
  readonly fill: Source | undefined
  readonly body: readonly Node[]
}

/** A `FOR` loop in any of its four flavors. */
export class ForNode implements Node {
  readonly #parts: ForParts

  constructor(parts: ForParts) {
    this.#parts = parts
  }

  async exec(frame: Frame): Promise<StepEnd> {
    return runStep(this.#parts, frame, () => this.#loop(frame))
  }

  #loop(outer: Frame): Promise<StepEnd> {
    const { targets, body, place } = this.#parts
    const iterator = rounds(this.#parts, outer.scopes)[Symbol.iterator]()
    return runRounds((frame) => {
      const { value: values, done } = iterator.next()
      if (done) return undefined
      assignRound(targets, values, frame.scopes)
      const title = () => targets.map((target, i) => `${target.text} = ${toText(values[i])}`).join('    ')
      return runRound(body, frame, { title, place })
    }, outer)
  }
}

function assignRound(targets: readonly AssignTarget[], values: readonly unknown[], scopes: Scopes): void {
  for (const [index, target] of targets.entries()) assign([target], values[index], scopes)
}

/** The values of each round, made as they are needed. */
function rounds(parts: ForParts, scopes: Scopes): Iterable<readonly unknown[]> {
  switch (parts.flavor) {
    case 'IN':
      return groups(valuesOf(parts, scopes), parts.targets.length)
    case 'IN RANGE':
      return groups(range(parts, scopes), parts.targets.length)
    case 'IN ENUMERATE':
      return enumerate(parts, scopes)
    case 'IN ZIP':
      return zip(parts, scopes)
  }
}

function valuesOf({ values, targets }: ForParts, scopes: Scopes): unknown[] {
  return values.flatMap((source) => {
    const value = source.get(scopes)
    if (source.expands === 'list') return value as unknown[]
    if (source.expands !== 'dict') return [value]
    const entries = isDict(value) ? (value instanceof Map ? [...value] : Object.entries(value)) : []
    return targets.length === 1 ? entries : entries.flat()
  })
}

function groups(
  values: readonly unknown[] | Range,
  size: number,
  enumerated = false,
): Iterable<readonly unknown[]> {
  if (values.length % size !== 0) throw wrongNumber(values.length, size, enumerated)
  return grouped(values, size)
}

function* grouped(values: Iterable<unknown>, size: number): Iterable<readonly unknown[]> {
  let group: unknown[] = []
  for (const value of values) {
    group.push(value)
    if (group.length < size) continue
    yield group
    group = []
  }
}

function wrongNumber(count: number, size: number, enumerated: boolean): SuiteError {
  const [flavor, but] = enumerated ? ['FOR IN ENUMERATE', ' (excluding the index)'] : ['FOR', '']
  const got = `Got ${size + (enumerated ? 1 : 0)} variables but ${count} value${count === 1 ? '' : 's'}.`
  const text = `Number of ${flavor} loop values should be multiple of its variables${but}. ${got}`
  return new SuiteError('for-values', text)
}

/** The numbers of a range, made as they are needed. */
interface Range extends Iterable<number> {
  readonly length: number
}

function range(parts: ForParts, scopes: Scopes): Range {
  const numbers = valuesOf(parts, scopes).map((value) => rangeNumber(value, scopes))
  if (numbers.length === 0 || numbers.length > 3)
    throw new SuiteError('for-values', `FOR IN RANGE expected 1-3 values, got ${numbers.length}.`)
  const [start = 0, end = 0, step = 1] = numbers.length === 1 ? [0, numbers[0]] : numbers
  if (step === 0) throw new SuiteError('for-values', 'Converting FOR IN RANGE values failed: the step is 0.')
  const length = Math.max(0, Math.ceil((end - start) / step))
  const iterate = function* () {
    for (let i = 0; i < length; i++) yield start + i * step
  }
  return { length, [Symbol.iterator]: iterate }
}

/** A number, also as the result of arithmetic such as `${count}-1`. */
function rangeNumber(value: unknown, scopes: Scopes): number {
  const text = typeof value === 'string' && value.trim() !== '' ? value : undefined
  const plain = text === undefined ? value : Number(text)
  const number = text !== undefined && Number.isNaN(plain) ? evaluateText(text, scopes) : plain
  const float = typeof number === 'boolean' ? undefined : numberOf(number)
  if (float !== undefined && !Number.isNaN(Number(float))) return Number(float)
  throw new SuiteError(
    'for-values',
    `Converting FOR IN RANGE values failed: expected a number, got '${toText(value)}'.`,
  )
}

function* enumerate(parts: ForParts, scopes: Scopes): Iterable<readonly unknown[]> {
  let index = parts.start === undefined ? 0 : rangeNumber(parts.start.get(scopes), scopes)
  const perRound = parts.targets.length === 1 ? 1 : parts.targets.length - 1
  for (const group of groups(valuesOf(parts, scopes), perRound, perRound > 1))
    yield parts.targets.length === 1 ? [[index++, ...group]] : [index++, ...group]
}

function* zip(parts: ForParts, scopes: Scopes): Iterable<readonly unknown[]> {
  const lists = parts.values.flatMap((source) => {
    const value = source.get(scopes)
    return source.expands === 'list' ? (value as unknown[]) : [value]
  })
  const columns = lists.map((list, index) => {
    const items = asList(list)
    if (items === undefined)
      throw new SuiteError(
        'for-values',
        `FOR IN ZIP items must be list-like, but item ${index + 1} is ${spokenType(list)}.`,
      )
    return items
  })
  const mode = String(parts.mode?.get(scopes) ?? 'SHORTEST').toUpperCase()
  const lengths = columns.map((column) => column.length)
  if (mode === 'STRICT' && new Set(lengths).size > 1)
    throw new SuiteError(
      'for-values',
      `FOR IN ZIP items must have equal lengths in the STRICT mode, but lengths are ${lengths.join(', ')}.`,
    )
  const length = mode === 'LONGEST' ? Math.max(...lengths) : Math.min(...lengths)
  const fill = parts.fill?.get(scopes) ?? null
  for (let i = 0; i < length; i++) {
    const row = columns.map((column) => (i < column.length ? column[i] : fill))
    yield parts.targets.length === 1 ? [row] : row
  }
}
