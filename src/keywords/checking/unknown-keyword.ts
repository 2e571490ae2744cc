import { replaceCell } from '../../grammar/cells/cell-diagnostic.ts'
import type { Cell } from '../../grammar/tree.ts'
import type { Report } from '../binding/report.ts'
import type { KeywordScope } from '../naming/keyword-scope.ts'
import { sentenceHint, sentencesLike } from '../sentences/sentence-hint.ts'
import { similarKeywords } from '../sentences/similar-keywords.ts'
import { reportNearSentence } from './near-sentence.ts'

/** Reports a keyword that nobody knows: two spaces that are missing, a misspelt name, or where to look. */
export function reportUnknownKeyword(cell: Cell, scope: KeywordScope, report: Report): void {
  if (reportNearSentence(cell, scope, report)) return
  if (reportMissingSpaces(cell, scope, report)) return
  const near = scope.nearest(cell.text)
  const lines = near.map((name) => `   ${name}`).join('\n')
  const hint = near.length > 0 ? `Did you mean:\n${lines}` : aboutTheSame(cell.text, scope)
  report.add(cell, { code: 'unknown-keyword', message: unknown(cell), hint })
}

/** What to write where nothing is near: a check, a block, a sentence that begins so, keywords of the same words. */
function aboutTheSame(text: string, scope: KeywordScope): string {
  if (/^\$?\{?[a-z_]\w*\}?\s(?:[=!]=|[<>]=?)\s\S/i.test(text))
    return `To check it, write:\n   Check that ${text}`
  const [, word, rest] = /^(if|else if|while|for|try)\s+(\S.*)$/i.exec(text) ?? []
  if (word !== undefined && rest !== undefined && !/:\s/.test(rest))
    return `If it begins a block, write:\n   ${word.toUpperCase()}    ${rest}`
  const forms = similarKeywords(text, scope.catalogue.libraries).map((form) => `   ${form}`)
  const similar = forms.length > 0 ? `Similar keywords:\n${forms.join('\n')}` : undefined
  return sentencesLike(text, scope.catalogue.phrases) ?? similar ?? 'See all keywords with: hil keywords'
}

/** Reports `Should Be Equal ${x}`, unless the variable could be the end of another keyword's name. */
export function reportGluedVariable(cell: Cell, scope: KeywordScope, report: Report): void {
  const head = / [$@&%]\{/.test(cell.text) ? knownBeginning(cell.text, scope) : undefined
  if (head === undefined || !head.includes(' ') || !/^ +[$@&%]\{/.test(cell.text.slice(head.length))) return
  const beginning = `${head.toLowerCase()} `
  const isOwn = (name: string) => scope.libraryKeyword(name) === undefined
  if (scope.names().some((name) => name.toLowerCase().startsWith(beginning) && isOwn(name))) return
  reportMissingSpaces(cell, scope, report)
}

/** Reports a name that begins with a keyword, so that its argument must be apart; false if it does not. */
function reportMissingSpaces(cell: Cell, scope: KeywordScope, report: Report): boolean {
  const head = knownBeginning(cell.text, scope)
  if (head === undefined) return false
  const written = sentenceHint(cell.text, head, scope.catalogue.phrases)
  if (written?.startsWith('As')) {
    report.add(cell, { code: 'unknown-keyword', message: unknown(cell), hint: written })
    return true
  }
  const text = cell.text.slice(head.length).trim()
  if (/^\p{Lu}\w*(?: \p{Lu}\w*)*$/u.test(text) && head !== cell.text)
    return reportTitle(cell, head, { scope, report })
  const spaced = `${head}    ${text}`
  const sentence = written === undefined ? undefined : `${head} "${text}"`
  const lead =
    sentence === undefined ? 'must follow two or more spaces' : 'must be in quotes or follow two spaces'
  const hint = `Its argument ${lead}:\n   ${sentence ?? spaced}`
  const fix = isCertain(cell.text, head, scope) ? replaceCell(cell, sentence ?? spaced) : undefined
  const label = `this part is the keyword ${scope.canonicalName(head) ?? head}`
  report.add(cell, { code: 'two-spaces-missing', message: unknown(cell), label, hint, fix }, 0, head.length)
  return true
}

/** `Split String With Index` is most likely a keyword that is missing, though `Split String` is one. */
function reportTitle(
  cell: Cell,
  head: string,
  { scope, report }: { scope: KeywordScope; report: Report },
): boolean {
  const near = scope.nearest(cell.text).map((name) => `   ${name}`)
  const lead = near.length > 0 ? ['Did you mean:', ...near] : []
  const spaced = `   ${head}    ${cell.text.slice(head.length).trim()}`
  const hint = [...lead, 'If the end is an argument, two or more spaces stand before it:', spaced].join('\n')
  report.add(cell, { code: 'unknown-keyword', message: unknown(cell), hint })
  return true
}

function unknown({ text }: Cell): string {
  return `I do not know the keyword "${text}".`
}

/** No keyword has a longer name, in characters. */
const LONGEST_NAME = 200

/** The longest beginning of a text, in whole words, that is a keyword. */
function knownBeginning(text: string, scope: KeywordScope): string | undefined {
  const ends = Array.from(text.slice(0, LONGEST_NAME).matchAll(/ +/g), ({ index }) => index).reverse()
  const end = ends.find((index) => scope.canonicalName(text.slice(0, index)) !== undefined)
  return end === undefined ? undefined : text.slice(0, end)
}

/** `Log In` may be a keyword that is missing; `Read Serial Until boot` is none that resembles another. */
function isCertain(text: string, head: string, scope: KeywordScope): boolean {
  if (!head.includes(' ') && !/^[$@&%"'\d]/.test(text.slice(head.length).trim())) return false
  return scope.nearest(text).every((name) => scope.canonicalName(head) === name)
}
