import type { Diagnostic } from '../diagnostic.ts'
import type { Cell, FileKind, SectionHeader } from '../tree.ts'
import { classifyRow } from './classify-row.ts'
import { checkHeader, unknownLanguage } from './header-diagnostics.ts'
import { englishWords, type LanguageWords, readLanguage, withLanguage } from './language-words.ts'
import { ROW_KINDS as KINDS, type RowKind } from './row-kind.ts'
import { readHeader } from './section-header.ts'
import { settleBlock } from './settle-block.ts'
import { createSplitLine, splitLine } from './split-line.ts'
import { walkLines } from './walk-lines.ts'

/** The rows of a file, continuation rows joined. `rows[i]` are the cells of the row whose kind is `kinds[i]`. */
export interface RowTable {
  /** One character for each row: see row-kind.ts. */
  readonly kinds: string
  readonly rows: readonly (readonly Cell[])[]
  readonly sections: readonly SectionHeader[]
  readonly languages: readonly string[]
  readonly words: LanguageWords
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads a text into rows. Comments, empty lines and comment sections yield none. */
export function readRows(text: string, kind: FileKind): RowTable {
  const reader = new RowReader(kind)
  const line = createSplitLine()
  walkLines(text, (span) => {
    splitLine(span, line)
    if (line.written) reader.take(line)
  })
  return reader.finish()
}

/** Collects rows, and knows in which section it is, since the same cells mean other things in another one. */
class RowReader {
  readonly #kinds: RowKind[] = []
  readonly #rows: (readonly Cell[])[] = []
  readonly #sections: SectionHeader[] = []
  readonly #languages: string[] = []
  readonly #diagnostics: Diagnostic[] = []
  readonly #file: FileKind
  #words = englishWords()
  #section: RowKind | 'start' = 'start'
  #begun = false
  #named = false
  /** Where the rows of the test or keyword begin that is being read. */
  #blockStart = 0
  #current: Cell[] = []
  #indented = false

  constructor(file: FileKind) {
    this.#file = file
  }

  /** Takes one line that is not empty. */
  take(line: ReturnType<typeof createSplitLine>): void {
    if (!this.#begun) this.#beginComments(line)
    this.#begun = true
    if (line.continues) {
      for (const cell of line.cells) this.#current.push(cell)
      return
    }
    if (line.cells.length === 0) return
    this.#flush()
    this.#current = line.cells.slice()
    this.#indented = line.indent > 0
  }

  finish(): RowTable {
    this.#flush()
    settleBlock(this.#kinds, this.#blockStart)
    return {
      kinds: this.#kinds.join(''),
      rows: this.#rows,
      sections: this.#sections,
      languages: this.#languages,
      words: this.#words,
      diagnostics: this.#diagnostics,
    }
  }

  /** What stands before the first header is a comment section without a header. */
  #beginComments(line: ReturnType<typeof createSplitLine>): void {
    const first = line.cells[0]
    if (line.indent === 0 && first?.text.startsWith('*')) return
    this.#sections.push({ kind: 'ImplicitComment', line: first?.line ?? 1 })
  }

  /** The row is complete, since the next one has begun. */
  #flush(): void {
    const cells = this.#current
    const first = cells[0]
    if (first === undefined) return
    this.#current = []
    if (!this.#indented && first.text.startsWith('*')) this.#header(cells, first)
    else if (this.#section === 'start') this.#config(cells, first)
    else if (this.#section === KINDS.settingsHeader) this.#tableRow(KINDS.setting, cells, first)
    else if (this.#section === KINDS.variablesHeader) this.#tableRow(KINDS.variable, cells, first)
    else if (this.#section !== KINDS.otherHeader) this.#blockRow(cells, first)
  }

  #header(cells: readonly Cell[], cell: Cell): void {
    const meaning = readHeader(cell.text, this.#file, this.#words.headers)
    this.#diagnostics.push(...checkHeader({ cell, meaning, file: this.#file, words: this.#words.headers }))
    this.#sections.push({ kind: meaning.section, line: cell.line })
    this.#section = meaning.row
    this.#named = false
    this.#beginBlock()
    this.#add(meaning.row, cells)
  }

  #config(cells: readonly Cell[], first: Cell): void {
    const name = this.#indented ? undefined : readLanguage(cells)
    if (name === undefined) return
    const added = withLanguage(this.#words, name)
    if (added === undefined) this.#diagnostics.push(unknownLanguage(first, name))
    else {
      this.#words = added.words
      this.#languages.push(added.code)
    }
  }

  /** A row of the settings or variables; it keeps the empty cell that indentation puts in front. */
  #tableRow(kind: RowKind, cells: readonly Cell[], first: Cell): void {
    this.#add(kind, this.#indented ? [{ text: '', line: first.line, column: first.column }, ...cells] : cells)
  }

  #blockRow(cells: readonly Cell[], first: Cell): void {
    if (this.#indented && this.#named) {
      this.#bodyRow(cells)
      return
    }
    this.#named = true
    this.#beginBlock()
    const name = this.#indented ? { text: '', line: first.line, column: first.column } : first
    this.#add(KINDS.name, [name])
    const rest = this.#indented ? cells : cells.slice(1)
    if (rest.length > 0) this.#bodyRow(rest)
  }

  /** The rows before this one are complete: what some of them are depends on the others. */
  #beginBlock(): void {
    settleBlock(this.#kinds, this.#blockStart)
    this.#blockStart = this.#kinds.length
  }

  #bodyRow(cells: readonly Cell[]): void {
    this.#add(classifyRow(cells), cells)
  }

  #add(kind: RowKind, cells: readonly Cell[]): void {
    this.#kinds.push(kind)
    this.#rows.push(cells)
  }
}
