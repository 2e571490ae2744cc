import type { Cell } from '../tree.ts'
import { LANGUAGES } from './languages.ts'
import { type HeaderWords, SECTION_NAMES } from './section-header.ts'
import { normalizeSpace, trimSpace } from './whitespace.ts'

/** What the words of a file's languages mean in English; keys are in lower case. */
export interface LanguageWords {
  readonly headers: HeaderWords
  readonly settings: ReadonlyMap<string, string>
}

/** One language: code, name, and its words for section headers and settings, by their English ones. */
export interface Language {
  readonly code: string
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, string>>
}

/** The words every file understands. */
export function englishWords(): LanguageWords {
  return { headers: new Map(SECTION_NAMES.map((name) => [name.toLowerCase(), name])), settings: new Map() }
}

/** The language that a row before the first section asks for, as in `Language: Finnish`. */
export function readLanguage(cells: readonly Cell[]): string | undefined {
  const text = cells.map((cell) => cell.text).join(' ')
  const colon = text.indexOf(':')
  if (colon < 0 || !cells[0]?.text.includes(':') || text.slice(0, colon).toLowerCase() !== 'language') return
  return trimSpace(text.slice(colon + 1))
}

/** The words with those of a language, named by code or name; undefined when there is no such language. */
export function withLanguage(
  words: LanguageWords,
  name: string,
): { code: string; words: LanguageWords } | undefined {
  const wanted = fold(name)
  const language = LANGUAGES.find(
    (known) => fold(known.code).replace('-', '') === wanted.replace('-', '') || fold(known.name) === wanted,
  )
  if (language === undefined) return undefined
  const headers = add(words.headers, language.headers)
  return { code: language.code, words: { headers, settings: add(words.settings, language.settings) } }
}

function add(
  words: ReadonlyMap<string, string>,
  more: Readonly<Record<string, string>>,
): Map<string, string> {
  const all = new Map(words)
  for (const [word, english] of Object.entries(more)) all.set(word.toLowerCase(), english)
  return all
}

function fold(name: string): string {
  return normalizeSpace(name).toLowerCase().replaceAll(' ', '')
}
