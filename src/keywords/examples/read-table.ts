import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Cell, ExampleTable } from '../../grammar/tree.ts'
import { messageOf } from '../../runtime/errors.ts'
import type { Report } from '../binding/report.ts'

/** Names and rows of values, each value a cell to point at. */
export interface Table {
  readonly names: readonly Cell[]
  readonly rows: readonly (readonly Cell[])[]
}

/** The table of `[Examples]`; undefined, with a diagnostic, if its file cannot be read. `file` is the suite's path. */
export function readTable(examples: ExampleTable, file: string, report: Report): Table | undefined {
  if (examples.kind === 'rows') return examples
  const { path } = examples
  try {
    return tableOf(readCsv(resolve(dirname(file), path.text.replaceAll('${CURDIR}', dirname(file)))), path)
  } catch (error) {
    report.add(path, {
      code: 'examples-file',
      message: `The examples "${path.text}" cannot be read: ${messageOf(error)}`,
      hint: 'The first line of the file holds names, each other line as many values, with commas between.',
    })
    return undefined
  }
}

function readCsv(path: string): string[][] {
  const rows: string[][] = parse(readFileSync(path), { bom: true, skip_empty_lines: true, trim: true })
  if (rows.length > 1) return rows
  throw new Error('it has no line with values.')
}

/** Every value stands at the path, since the file is another one. Its text means nothing but itself. */
function tableOf([names = [], ...rows]: readonly (readonly string[])[], path: Cell): Table {
  const cell = (text: string) => ({ ...path, text: text.replace(/[\\$@&%]/g, '\\$&') })
  return { names: names.map((text) => ({ ...path, text })), rows: rows.map((row) => row.map(cell)) }
}
