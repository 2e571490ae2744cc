import { replaceCell } from '../../grammar/cells/cell-diagnostic.ts'
import type { Cell } from '../../grammar/tree.ts'
import { WrongArgument } from '../arguments/wrong-argument.ts'
import type { Report } from '../binding/report.ts'
import { ArgumentProblem } from '../catalogue/argument-type.ts'
import type { KeywordScope } from '../naming/keyword-scope.ts'
import { type NearSentence, nearestSentence } from '../sentences/nearest-sentence.ts'
import { spokenPhrase } from '../sentences/spoken-phrase.ts'

/** Reports a text that is nearly a sentence, with how it is written; false if it resembles none. */
export function reportNearSentence(cell: Cell, scope: KeywordScope, report: Report): boolean {
  const message = `I do not know the keyword "${cell.text}".`
  const library = scope.libraryOfSentence(cell.text)
  if (library !== undefined) {
    const hint = `It is a sentence of the library ${library}. Add to the settings:\n   Library    ${library}`
    report.add(cell, { code: 'unknown-keyword', message, hint })
    return true
  }
  const near = nearestSentence(cell.text, scope.phrases)
  if (near === undefined || isTitle(cell.text) || lacksOnlySpaces(cell.text, near, scope)) return false
  if (near.faults.every(({ kind }) => kind === 'value')) return reportValues(near, cell, report)
  const isUnquoted = near.faults.every(({ kind }) => kind === 'quotes')
  const form = spokenPhrase(near.phrase, near.keyword)
  const hint = isUnquoted
    ? `Text in a sentence must be in quotes:\n   ${near.written}`
    : `Did you mean:\n   ${near.written}\nIt is written:\n   ${form}`
  const fix = isUnquoted ? replaceCell(cell, near.written) : undefined
  report.add(cell, { code: 'unknown-keyword', message, hint, fix })
  return true
}

/** `within 10 sek`: all is right but a value. */
function reportValues({ keyword, faults }: NearSentence, cell: Cell, report: Report): boolean {
  for (const fault of faults) {
    if (fault.kind !== 'value') continue
    const { argument, start, end } = fault
    const value = cell.text.slice(start, end)
    try {
      argument.type.convert(value)
      return false
    } catch (error) {
      if (!(error instanceof ArgumentProblem)) throw error
      const { code, explanation } = new WrongArgument(keyword, { argument, value }, error)
      report.add(cell, { code, message: explanation }, start, end - start)
    }
  }
  return faults.length > 0
}

/** `Send line hello` is told with the two spaces that would do as well. */
function lacksOnlySpaces(text: string, { written, faults }: NearSentence, scope: KeywordScope): boolean {
  const [, head, value] = /^([^"]*\S) "([^"]*)"$/.exec(written) ?? []
  if (head === undefined || faults.length !== 1) return false
  return `${head} ${value}`.toLowerCase() === text.toLowerCase() && scope.canonicalName(head) !== undefined
}

/** `Wait For Prompt On Uart` is a keyword's name, though words of a sentence are in it. */
function isTitle(text: string): boolean {
  return /^(?:\p{Lu}\S*)(?:\s+\p{Lu}\S*)*$/u.test(text)
}
