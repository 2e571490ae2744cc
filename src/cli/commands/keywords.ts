import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Chalk } from 'chalk'
import { messageOf, SuiteError } from '../../runtime/errors.ts'
import { makeFolder } from '../../runtime/make-folder.ts'
import { coloured } from '../colour.ts'
import { EXIT } from '../exit-codes.ts'
import { htmlPage } from '../keyword-html/html-page.ts'
import { type FoundPages, findPages } from '../keyword-pages/find-pages.ts'
import { jsonForm } from '../keyword-pages/json-form.ts'
import type { KeywordPage } from '../keyword-pages/keyword-page.ts'
import { textForm } from '../keyword-pages/text-form.ts'
import type { Terminal } from '../terminal.ts'

/** What documentation is asked for, and in which form. */
export interface KeywordsCommand {
  /** Libraries, keywords, patterns, files, words; all there is if empty. */
  readonly names: readonly string[]
  /** The HTML file to write. */
  readonly html?: string | undefined
  /** The JSON file to write; true for the standard output. */
  readonly json?: string | true | undefined
}

/** Tells the documentation of keywords, writes it as HTML or JSON, and returns the exit code. */
export function showKeywords(command: KeywordsCommand, terminal: Terminal): number {
  const { names, html, json } = withFileNames(command)
  const found = findPages(names)
  const pages = merged(found)
  const single = found.length === 1 && found[0]?.extent === 'whole'
  const nothing = names.length > 0 && pages.length === 0
  if (html !== undefined && !nothing) write(html, htmlPage(pages), terminal)
  if (typeof json === 'string' && !nothing) write(json, jsonForm(pages, single), terminal)
  if (json === true && !nothing) terminal.stdout.write(jsonForm(pages, single))
  if (html === undefined && json === undefined) tell(found, terminal)
  const problems = found.flatMap((one) => one.problems)
  if (problems.length > 0) terminal.stderr.write(`${problems.join('\n\n')}\n`)
  return problems.length > 0 ? EXIT.usage : EXIT.passed
}

/** `--json NAME` shows a library or file as JSON: only a name that ends in .json is one to write to. */
function withFileNames(command: KeywordsCommand): KeywordsCommand {
  const { names, html, json } = command
  if (html !== undefined && !/\.html?$/i.test(html))
    throw new SuiteError('output-name', `--html writes a file that ends in .html, and "${html}" does not.`, {
      hint: `For example: hil keywords ${[html, ...names].join(' ')} --html keywords.html`,
    })
  if (json === undefined || json === true || /\.json$/i.test(json)) return command
  return { names: [json, ...names], html, json: true }
}

/** Each page once, with all its keywords that were asked for. */
function merged(found: readonly FoundPages[]): KeywordPage[] {
  const pages = new Map<string, KeywordPage>()
  for (const page of found.flatMap((one) => one.pages)) {
    const key = `${page.type} ${page.name} ${page.source}`
    const keywords = [...(pages.get(key)?.keywords ?? []), ...page.keywords]
    pages.set(key, {
      ...page,
      keywords: [...new Map(keywords.map((one) => [`${one.name} ${one.lineno}`, one])).values()],
    })
  }
  return [...pages.values()]
}

function tell(found: readonly FoundPages[], { stdout, env }: Terminal): void {
  const chalk = new Chalk({ level: coloured(stdout, env) })
  const texts = found.filter(({ pages }) => pages.length > 0).map((one) => textForm(one, chalk))
  stdout.write(texts.join('\n'))
}

function write(file: string, text: string, { stderr }: Terminal): void {
  try {
    makeFolder(dirname(file))
    writeFileSync(file, text)
  } catch (error) {
    throw new SuiteError('output-failed', `"${file}" cannot be written: ${messageOf(error)}`, {
      cause: error,
    })
  }
  stderr.write(`wrote ${file}\n`)
}
