import type { ChalkInstance } from 'chalk'
import type { FoundPages } from './find-pages.ts'
import {
  type KeywordPage,
  type PageArgument,
  type PageKeyword,
  shortDoc,
  shownArgument,
} from './keyword-page.ts'

/** Documentation for the terminal: what was named in full, of other keywords one sentence each. */
export function textForm({ pages, extent }: FoundPages, chalk: ChalkInstance): string {
  const shown = pages.map((page) => ({
    ...page,
    keywords: page.keywords.filter((one) => !one.private || extent === 'keyword'),
  }))
  if (extent === 'whole') return shown.map((page) => wholePage(page, chalk)).join('\n')
  if (extent === 'keyword')
    return shown.flatMap((page) => page.keywords.map((keyword) => explain(keyword, page, chalk))).join('\n')
  return shown.map((page) => overview(page, chalk)).join('\n')
}

function wholePage(page: KeywordPage, chalk: ChalkInstance): string {
  const facts = [page.type.toLowerCase(), page.version, page.source].filter((fact) => fact !== undefined)
  const head = `${chalk.bold(page.name)}    ${chalk.dim(facts.join(' · '))}\n${indented(page.doc, '  ')}`
  const inits = page.inits.length === 0 ? '' : `  The import takes:\n${argumentRows(page.inits, '    ')}\n`
  const none = page.keywords.length === 0 ? '  It has no keywords.\n' : ''
  return `${head}${inits}${none}\n${page.keywords.map((keyword) => explain(keyword, undefined, chalk)).join('\n')}`
}

function overview({ name, keywords }: KeywordPage, chalk: ChalkInstance): string {
  return `${chalk.bold(name)}\n${keywords.map((keyword) => line(keyword, chalk)).join('')}`
}

function line(keyword: PageKeyword, chalk: ChalkInstance): string {
  const forms = keyword.arguments.map((argument) => chalk.dim(`    ${shownArgument(argument)}`))
  const first = firstSentence(shortDoc(keyword.doc))
  return `  ${keyword.name}${forms.join('')}\n${first === '' ? '' : `      ${first}\n`}`
}

/** All about a keyword; of which library, where that is not said above. */
function explain(keyword: PageKeyword, page: KeywordPage | undefined, chalk: ChalkInstance): string {
  const { name, phrases, tags } = keyword
  const forms = keyword.arguments.map((argument) => `    ${shownArgument(argument)}`)
  const kind = page?.type === 'LIBRARY' ? 'Library' : page?.type === 'RESOURCE' ? 'Resource' : 'Suite'
  const place =
    page?.source === undefined || keyword.lineno === undefined ? '' : ` (${page.source}:${keyword.lineno})`
  return [
    `${chalk.bold(name)}${forms.join('')}${keyword.private ? chalk.dim('    private') : ''}\n`,
    indented(keyword.doc, '  '),
    page === undefined ? '' : `  ${kind}: ${page.name}${place}\n`,
    tags.length === 0 ? '' : `  Tags: ${tags.join(', ')}\n`,
    ...phrases.map((sentence, index) => `  ${index === 0 ? 'Sentence:' : '      or:'} ${sentence}\n`),
    keyword.arguments.some(({ doc, type }) => doc !== '' || type !== undefined)
      ? `\n${argumentRows(keyword.arguments, '  ')}`
      : '',
  ].join('')
}

function argumentRows(list: readonly PageArgument[], indent: string): string {
  const rows = list.map(
    (one) => `${indent}${shownArgument(one).padEnd(24)} ${(one.type ?? 'value').padEnd(14)} ${one.doc}`,
  )
  return `${rows.map((row) => row.trimEnd()).join('\n')}\n`
}

function indented(doc: string, indent: string): string {
  if (doc.trim() === '') return ''
  return `${doc
    .split('\n')
    .map((row) => (row === '' ? '' : `${indent}${row}`))
    .join('\n')}\n`
}

function firstSentence(doc: string): string {
  const end = doc.search(/\.(\s|$)/)
  return end === -1 ? doc : doc.slice(0, end + 1)
}
