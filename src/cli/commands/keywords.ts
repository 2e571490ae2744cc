import { Chalk } from 'chalk'
import { normalizeName } from '../../keywords/catalogue/catalogue.ts'
import type { Keyword } from '../../keywords/catalogue/keyword.ts'
import { standardCatalogue } from '../../keywords/libraries/standard.ts'
import { sentenceForms } from '../../keywords/sentences/spoken-phrase.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { coloured } from '../colour.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { argumentForm, argumentForms } from './argument-form.ts'

/** Prints the keywords whose name or documentation has the words; a keyword's own name prints all about it. */
export function showKeywords(search: string, { stdout, stderr, env }: Terminal): number {
  const chalk = new Chalk({ level: coloured(stdout, env) })
  const catalogue = standardCatalogue()
  const libraries = [...catalogue.libraries, ...catalogue.importable]
  const all = libraries.flatMap((library) => library.keywords)
  const exact = all.filter((keyword) => normalizeName(keyword.name) === normalizeName(search))
  if (exact.length > 0) {
    stdout.write(`${exact.map((keyword) => explain(keyword, chalk)).join('\n')}\n`)
    return EXIT.passed
  }
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const blocks = libraries.flatMap(({ name, keywords }) => {
    const found = keywords.filter((keyword) => words.every((word) => textOf(keyword).includes(word)))
    return found.length === 0
      ? []
      : [`${chalk.bold(name)}\n${found.map((keyword) => line(keyword, chalk)).join('\n')}`]
  })
  if (blocks.length > 0) {
    stdout.write(`${blocks.join('\n\n')}\n`)
    return EXIT.passed
  }
  stderr.write(
    `No keyword has to do with "${search}". ${
      didYouMean(
        search,
        all.map((keyword) => keyword.name),
      ) ?? ''
    }\n`,
  )
  return EXIT.failed
}

/** What a keyword is searched by. */
function textOf({ name, doc, phrases = [] }: Keyword): string {
  return [name, doc, ...phrases].join(' ').toLowerCase()
}

function line(keyword: Keyword, chalk: InstanceType<typeof Chalk>): string {
  const call = `${keyword.name}${argumentForms(keyword)
    .map((form) => chalk.dim(`    ${form}`))
    .join('')}`
  return `  ${call}\n      ${firstSentence(keyword.doc)}`
}

function explain(keyword: Keyword, chalk: InstanceType<typeof Chalk>): string {
  const rows = keyword.arguments.map(
    (one) => `  ${argumentForm(one).padEnd(24)} ${one.type.name.padEnd(14)} ${one.doc}`,
  )
  const head = `${chalk.bold(keyword.name)}${argumentForms(keyword)
    .map((form) => `    ${form}`)
    .join('')}`
  return [
    head,
    `  ${keyword.doc}`,
    `  Library: ${keyword.library}`,
    ...sentenceForms(keyword).map(
      (sentence, index) => `${index === 0 ? '  Sentence: ' : '        or: '}${sentence}`,
    ),
    ...(rows.length === 0 ? [] : ['', ...rows]),
    '',
  ].join('\n')
}

function firstSentence(doc: string): string {
  const end = doc.search(/\.(\s|$)/)
  return end === -1 ? doc : doc.slice(0, end + 1)
}
