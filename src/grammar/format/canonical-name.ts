import type { LanguageWords } from '../rows/language-words.ts'
import { readHeader, SECTION_NAMES } from '../rows/section-header.ts'
import { normalizeSpace, trimSpace } from '../rows/whitespace.ts'
import { FILE_SETTINGS } from '../settings/setting-names.ts'
import type { SourceRow } from './source-row.ts'

/** A section's header in its canonical spelling: `*** Test Cases ***`. Words of other languages stay. */
export function canonicalHeader(text: string, words: LanguageWords): string {
  const { name } = readHeader(text, 'suite', words.headers)
  const lower = name.toLowerCase()
  const english = SECTION_NAMES.find((plural) => {
    const known = plural.toLowerCase()
    return known === lower || (known === `${lower}s` && !words.headers.has(lower))
  })
  return `*** ${english ?? name} ***`
}

/** A setting's name as it is written in English; an old name or one of another language stays. */
export function canonicalSetting(written: string, name: string): string {
  const bracketed = written.startsWith('[') && written.endsWith(']')
  const inner = bracketed ? trimSpace(written.slice(1, -1)) : written
  const lower = normalizeSpace(inner).toLowerCase()
  const known = [name, ...FILE_SETTINGS.suite.aliases.keys()].find((each) => each.toLowerCase() === lower)
  return bracketed ? `[${known ?? inner}]` : (known ?? inner)
}

/** The row with another text in its first cell. */
export function withFirstCell(row: SourceRow, text: string): SourceRow {
  const [cell, ...cells] = row.cells
  const [line, ...lines] = row.lines
  if (cell === undefined || line === undefined || cell.text === text) return row
  const first = { ...cell, text }
  return {
    ...row,
    cells: [first, ...cells],
    lines: [{ ...line, cells: [first, ...line.cells.slice(1)] }, ...lines],
  }
}
