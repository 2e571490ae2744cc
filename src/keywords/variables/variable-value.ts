import { splitNamed } from '../../grammar/parse-cell.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { compileCell } from './compile-cell.ts'
import { isDict } from './containers.ts'
import type { Scopes } from './scope.ts'

/** A variable as it is written in the variables section or after `VAR`. */
export interface WrittenVariable {
  readonly sigil: '$' | '@' | '&'
  readonly cells: readonly string[]
  readonly separator: string | undefined
}

/** How the value of a written variable is found: one value or joined text, a list, or a dictionary. */
export function valuesOfVariable(
  { sigil, cells, separator }: WrittenVariable,
  join: (values: readonly unknown[], separator: string) => unknown,
): (scopes: Scopes) => unknown {
  if (sigil === '&') return dictOf(cells)
  const list = listOf(cells)
  if (sigil === '@') return list
  if (cells.length === 0) return () => ''
  const between = separator === undefined ? undefined : compileCell(separator)
  return (scopes) => join(list(scopes), between === undefined ? ' ' : String(between.get(scopes)))
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
  const entries = cells.map((text) => {
    const split = splitNamed(text)
    const all = compileCell(text)
    if (split === undefined) return { kind: 'all' as const, text, all }
    return { kind: 'one' as const, key: compileCell(split.name), value: compileCell(split.value) }
  })
  return (scopes) => {
    const dict = new Map<unknown, unknown>()
    for (const entry of entries)
      if (entry.kind === 'one') dict.set(entry.key.get(scopes), entry.value.get(scopes))
      else for (const [key, value] of entriesOf(entry.all.get(scopes), entry.text)) dict.set(key, value)
    return dict
  }
}

function entriesOf(value: unknown, text: string): Iterable<[unknown, unknown]> {
  if (isDict(value)) return value instanceof Map ? value : Object.entries(value)
  throw new SuiteError(
    'not-a-dict',
    `Invalid dictionary variable item '${text}'. Items must use 'name=value' syntax or be dictionary variables themselves.`,
  )
}
