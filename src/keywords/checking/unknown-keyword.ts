import type { Cell } from '../../grammar/tree.ts'
import { nearestNames } from '../../runtime/neighbours.ts'
import type { KeywordScope } from '../binding/keyword-scope.ts'
import type { Report } from '../binding/report.ts'
import { sentenceHint } from '../sentences/sentence-hint.ts'

/** Reports a keyword that nobody knows: two spaces that are missing, a misspelt name, or where to look. */
export function reportUnknownKeyword(cell: Cell, scope: KeywordScope, report: Report): void {
  const message = `I do not know the keyword "${cell.text}".`
  const head = knownBeginning(cell.text, scope)
  if (head !== undefined) {
    const sentence = sentenceHint(cell.text, head, scope.catalogue.phrases)
    if (sentence?.startsWith('As')) {
      report.add(cell, { code: 'unknown-keyword', message, hint: sentence })
      return
    }
    const spaces = `"${head}" is a keyword; two or more spaces must stand between it and its argument:\n   ${head}    ${cell.text.slice(head.length).trim()}`
    const hint = sentence === undefined ? spaces : `${spaces}\n${sentence}`
    report.add(cell, { code: 'two-spaces-missing', message, hint }, 0, head.length)
    return
  }
  const near = nearestNames(cell.text, scope.names())
  const lines = near.map((name) => `   ${name}`).join('\n')
  const hint = near.length > 0 ? `Did you mean:\n${lines}` : 'See all keywords with: hil keywords'
  report.add(cell, { code: 'unknown-keyword', message, hint })
}

/** The longest beginning of a text, in whole words, that is a keyword. */
function knownBeginning(text: string, scope: KeywordScope): string | undefined {
  const ends = [...text.matchAll(/ +/g)].map((match) => match.index).reverse()
  const end = ends.find((index) => scope.find(text.slice(0, index)) !== undefined)
  return end === undefined ? undefined : text.slice(0, end)
}
