import type { RowScope } from '../build/row-scope.ts'
import { cellsByLine } from '../cells/cells-by-line.ts'
import { splitType, wholeVariable } from '../cells/find-variable.ts'
import type { Cell, ExampleTable, Setting } from '../tree.ts'

/** Reads `[Examples]`: a row of names and rows of values below it, or `file=` with the path of a table. */
export function readExamples({ cell, values }: Setting, scope: RowScope): ExampleTable | undefined {
  const [first, second] = values
  if (first?.text.startsWith('file=') && second === undefined)
    return {
      kind: 'file',
      path: { ...first, text: first.text.slice('file='.length), column: first.column + 'file='.length },
    }
  const [written = [], ...rows] = cellsByLine(values)
  const names = written.map(withoutBraces)
  if (rows.length === 0) reportEmpty(cell, scope)
  checkNames(names, scope)
  for (const row of rows) checkRow(row, names, scope)
  const complete = rows.filter((row) => row.length === names.length)
  return complete.length === 0 ? undefined : { kind: 'rows', names, rows: complete }
}

/** `rail` and `${rail}` are the same name. */
function withoutBraces(cell: Cell): Cell {
  const variable = wholeVariable(cell.text, '$')
  if (variable === undefined || variable.items.length > 0) return cell
  return { ...cell, text: splitType(variable.base).name, column: cell.column + 2 }
}

function reportEmpty(cell: Cell, scope: RowScope): void {
  scope.report(cell, {
    code: 'examples-empty',
    message: '[Examples] has no row with values.',
    hint: 'Write names after it, and values below in rows that begin with ... ; or file=examples.csv.',
  })
}

function checkNames(names: readonly Cell[], scope: RowScope): void {
  const seen = new Set<string>()
  for (const name of names) {
    const folded = name.text.toLowerCase().replace(/[ _]/g, '')
    const isRepeated = seen.has(folded)
    seen.add(folded)
    if (isRepeated || !NAME.test(name.text))
      scope.report(name, {
        code: 'examples-name',
        message: isRepeated
          ? `The name "${name.text}" stands twice in the first row of [Examples].`
          : `The first row of [Examples] holds names of variables, but got "${name.text}".`,
        ...(isRepeated
          ? {}
          : { hint: 'Write names such as rail or limit, and the values in the rows below.' }),
      })
  }
}

function checkRow(row: readonly Cell[], names: readonly Cell[], scope: RowScope): void {
  const [first] = row
  if (first === undefined || row.length === names.length) return
  const count = `${row.length} value${row.length === 1 ? '' : 's'}`
  scope.report(first, {
    code: 'examples-row',
    message: `This row of [Examples] has ${count}, but there are ${names.length} names.`,
    hint: `Write \${EMPTY} for a value that is empty; two or more spaces part values.`,
  })
}

const NAME = /^[\p{L}_][\p{L}\p{N}_ -]*$/u
