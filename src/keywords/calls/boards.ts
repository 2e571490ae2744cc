import type { Cell, Setting } from '../../grammar/tree.ts'
import { parseSelector } from '../../runtime/bench/selector.ts'
import { messageOf, SuiteError } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import type { Report } from '../binding/report.ts'
import { normalizeName } from '../catalogue/catalogue.ts'

/** A step for one board: its place among the suite's boards, and the step without the board's name. */
export interface BoardStep {
  readonly index: number
  readonly step: Cell
}

/** The boards that a suite asks for, some by a name of their own. */
export class Boards {
  readonly selectors: readonly Cell[]
  readonly #byName = new Map<string, number>()
  readonly #names: string[] = []

  constructor(settings: readonly Setting[], report: Report) {
    const boards = settings.filter(({ name, values }) => name === 'Board' && values.length > 0)
    const known: Cell[] = []
    for (const { values, alias } of boards) {
      const [selector, extra] = values
      if (selector === undefined) continue
      checkSelector(selector, extra, report)
      if (alias !== undefined) this.#addName(alias, known.length, report)
      // Without a name of its own a board that is asked for again is the same one.
      if (alias !== undefined || known.every(({ text }) => text !== selector.text)) known.push(selector)
    }
    this.selectors = known
  }

  /** Splits `Gateway: Power on` and `Gateway.Power On`; undefined where no board of that name is. */
  split(cell: Cell): BoardStep | undefined {
    for (const separator of [/:\s+/g, /\.(?=\S)/g])
      for (const match of cell.text.matchAll(separator)) {
        const index = this.#byName.get(normalizeName(cell.text.slice(0, match.index)))
        const from = match.index + match[0].length
        if (index !== undefined && from < cell.text.length)
          return { index, step: { ...cell, text: cell.text.slice(from), column: cell.column + from } }
      }
    return undefined
  }

  /** `Gateway Power on`, `Gateway:Power on` and `Gateway. Power on` with the colon and the space that they lack. */
  repaired(text: string): { readonly board: string; readonly step: string } | undefined {
    for (const board of this.#names) {
      const rest = text.slice(board.length)
      const step = /^(?::|\.\s|\s)\s*(\S.*)$/.exec(rest)?.[1]
      if (step !== undefined && text.toLowerCase().startsWith(board.toLowerCase())) return { board, step }
    }
    return undefined
  }

  /** What to write in place of a board's name that nobody gave. */
  hint(name: string): string {
    if (this.#names.length > 0) return didYouMean(name, this.#names) ?? `Boards: ${this.#names.join(', ')}.`
    return `Name the board in the settings: Board    selector    AS    ${name}`
  }

  #addName(alias: Cell, index: number, report: Report): void {
    const name = normalizeName(alias.text)
    if (this.#byName.has(name))
      report.add(alias, {
        code: 'duplicate-board',
        message: `Two boards have the name "${alias.text}".`,
        hint: 'Give each board a name of its own.',
      })
    this.#byName.set(name, index)
    this.#names.push(alias.text)
  }
}

function checkSelector(selector: Cell, extra: Cell | undefined, report: Report): void {
  if (extra !== undefined)
    report.add(extra, {
      code: 'too-many-values',
      message: 'The setting "Board" takes one selector and, after AS, a name.',
      hint: 'Write Board    vendor=acme,model=widget-v2    AS    Gateway, with no space in the selector.',
    })
  try {
    parseSelector(selector.text)
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error
    report.add(selector, { code: error.code, message: messageOf(error) })
  }
}
