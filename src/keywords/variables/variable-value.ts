import { splitNamed } from '../../grammar/parse-cell.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { convertTo, typeOfVariable, typeProblem } from '../conversion/named-type.ts'
import { keyOf } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { toText } from '../value/text.ts'
import { compileCell } from './compile-cell.ts'
import { isDict } from './containers.ts'
import type { Scopes } from './scope.ts'
import { secretValue } from './secret-value.ts'
import type { Source } from './source.ts'

/** A variable as it is written in the variables section or after `VAR`. */
export interface WrittenVariable {
  readonly sigil: '$' | '@' | '&'
  readonly cells: readonly string[]
  readonly separator: string | undefined
  readonly type?: string | undefined
}

/** How the value of a written variable is found: one value or joined text, a list, or a dictionary. */
export function valuesOfVariable(written: WrittenVariable): (scopes: Scopes) => unknown {
  const value = isSecret(written) ? secretsIn(written) : untyped(written)
  if (written.type === undefined) return value
  const type = typeOfVariable(written.sigil, written.type)
  const problem = typeProblem(type)
  return (scopes) => {
    if (problem !== undefined) throw new SuiteError('variable-type', problem)
    return converted(type, value(scopes))
  }
}

function isSecret({ sigil, type }: WrittenVariable): boolean {
  return sigil !== '&' && type?.toLowerCase() === 'secret'
}

function secretsIn(written: WrittenVariable): (scopes: Scopes) => unknown {
  const { sigil, cells } = written
  const values = cells.map(secretValue)
  const [only] = values
  if (sigil === '@') return (scopes) => values.map((value) => value(scopes))
  return values.length === 1 && only !== undefined ? only : untyped(written)
}

function converted(type: string, value: unknown): unknown {
  try {
    return convertTo(type, value, { kind: 'Value' })
  } catch (error) {
    if (error instanceof EvaluationError) throw new SuiteError('variable-type', error.message)
    throw error
  }
}

function untyped({ sigil, cells, separator }: WrittenVariable): (scopes: Scopes) => unknown {
  if (sigil === '&') return dictOf(cells)
  if (sigil === '@') return listOf(cells)
  const [first, ...others] = cells
  // The old spelling of a separator: the first value.
  if (separator === undefined && first?.startsWith('SEPARATOR='))
    return textOf(others, compileCell(first.slice(10)))
  if (separator !== undefined) return textOf(cells, compileCell(separator))
  if (first === undefined) return () => ''
  const only = compileCell(first)
  return others.length === 0 && only.expands !== 'list'
    ? (scopes) => only.get(scopes)
    : textOf(cells, undefined)
}

function textOf(cells: readonly string[], separator: Source | undefined): (scopes: Scopes) => string {
  const list = listOf(cells)
  return (scopes) => {
    const between = separator === undefined ? ' ' : toText(separator.get(scopes))
    return list(scopes).map(toText).join(between)
  }
}

function listOf(cells: readonly string[]): (scopes: Scopes) => unknown[] {
  const sources = cells.map(compileCell)
  return (scopes) =>
    sources.flatMap((source) => {
      const value = source.get(scopes)
      return source.expands === 'list' ? (value as unknown[]) : [value]
    })
}

function dictOf(cells: readonly string[]): (scopes: Scopes) => Map<unknown, unknown> {
  const entries = cells.map(readEntry)
  return (scopes) => {
    const dict = new Map<unknown, unknown>()
    for (const entry of entries) for (const [key, value] of entry(scopes)) dict.set(hashed(key), value)
    return dict
  }
}

function readEntry(text: string): (scopes: Scopes) => Iterable<readonly [unknown, unknown]> {
  const all = compileCell(text)
  if (all.expands === 'dict') return (scopes) => entriesOf(all.get(scopes))
  const split = splitNamed(text)
  if (split === undefined)
    return () => {
      const needed = `Items must use 'name=value' syntax or be dictionary variables themselves.`
      throw new SuiteError('not-a-dict', `Invalid dictionary variable item '${text}'. ${needed}`)
    }
  const [key, value] = [compileCell(split.name), compileCell(split.value)]
  return (scopes) => [[key.get(scopes), value.get(scopes)]]
}

function hashed(key: unknown): unknown {
  try {
    return keyOf(key)
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    throw new SuiteError('not-a-dict', `Creating dictionary variable failed: ${error.message}`)
  }
}

function entriesOf(value: unknown): Iterable<readonly [unknown, unknown]> {
  if (!isDict(value)) return []
  return value instanceof Map ? value : Object.entries(value)
}
