import type { Cell } from '../../grammar/tree.ts'
import type { Report } from '../binding/report.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import type { ExampleValue, TestProgram } from '../test-run/test-program.ts'
import { float } from '../value/float.ts'
import { toText } from '../value/text.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { normalizeVariable } from '../variables/scope.ts'
import { constantSource, type Source } from '../variables/source.ts'
import type { Table } from './read-table.ts'

/** One test for each row of a table, with the row's values in its name; in a file's table all stand at its path. */
export function expandTest(test: TestProgram, { names, rows }: Table, report: Report): TestProgram[] {
  const seen = new Set<string>()
  return rows.map((row, index) => {
    const [first] = row
    const name = nameOf(test.name, names, row)
    const isRepeated = seen.has(normalizeName(name))
    seen.add(normalizeName(name))
    if (isRepeated && first !== undefined)
      report.add(first, {
        code: 'duplicate-test',
        message: `Row ${index + 1} of the examples makes a second test of the name "${name}".`,
        hint: 'Put a value that tells the rows apart into the name of the test, as ${name}.',
      })
    const place = first === undefined ? test.place : { ...test.place, line: first.line, column: first.column }
    return { ...test, name, place, values: valuesOf(names, row) }
  })
}

/** The name with the values in it, in brackets at its end where it names none. */
function nameOf(name: string, names: readonly Cell[], row: readonly Cell[]): string {
  const shown = names.map(({ text }, index) => [normalizeVariable(text), shownText(row[index])] as const)
  const values = new Map(shown)
  let isNamed = false
  const filled = name.replace(/\$\{([^{}]+)\}/g, (variable, inner: string) => {
    const value = values.get(normalizeVariable(inner))
    isNamed ||= value !== undefined
    return value ?? variable
  })
  return isNamed ? filled : `${name} (${shown.map(([, value]) => value).join(', ')})`
}

function shownText(cell: Cell | undefined): string {
  const constant = cell === undefined ? undefined : compileCell(cell.text).constant
  return constant === undefined ? (cell?.text ?? '') : toText(constant.value)
}

function valuesOf(names: readonly Cell[], row: readonly Cell[]): ExampleValue[] {
  return names.flatMap(({ text }, index) => {
    const cell = row[index]
    return cell === undefined ? [] : [{ name: normalizeVariable(text), source: valueSource(cell) }]
  })
}

/** Text that a number would be written as is that number, so that it can be compared with one. */
function valueSource({ text }: Cell): Source {
  const source = compileCell(text)
  const value = source.constant?.value
  if (typeof value !== 'string' || !/^-?\d+(?:\.\d+)?$/.test(value)) return source
  const number = value.includes('.') ? float(Number(value)) : Number(value)
  return toText(number) === value ? constantSource(number) : source
}
