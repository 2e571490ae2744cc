import type { Cell } from '../tree.ts'
import { LANGUAGES } from './languages.ts'
import { type HeaderWords, SECTION_NAMES } from './section-header.ts'
import { normalizeSpace, trimSpace } from './whitespace.ts'

/** What the words of a file's languages mean in English; keys are in lower case. */
export interface LanguageWords {
  readonly headers: HeaderWords
  readonly settings: ReadonlyMap<string, string>
}

/** The words every file understands. */
export function englishWords(): LanguageWords {
  return { headers: new Map(SECTION_NAMES.map((name) => [name.toLowerCase(), name])), settings: new Map() }
}

/** The language that a row before the first section asks for, as in `Language: Finnish`. */
export function readLanguage(cells: readonly Cell[]): string | undefined {
  const text = cells.map((cell) => cell.text).join(' ')
  const colon = text.indexOf(':')
  const isConfig =
    colon > 0 && cells[0]?.text.includes(':') && text.slice(0, colon).toLowerCase() === 'language'
  return isConfig ? trimSpace(text.slice(colon + 1)) : undefined
}

/** The words with those of a language, named by code or name; undefined when there is no such language. */
export function withLanguage(
  words: LanguageWords,
  name: string,
): { code: string; words: LanguageWords } | undefined {
  const language = LANGUAGES.find(
    (known) => fold(known.code) === fold(name) || fold(known.name) === fold(name),
  )
  if (language === undefined) return undefined
  const headers = addWords(words.headers, language.sections, SECTION_NAMES)
  const settings = addWords(words.settings, language.settings, SETTINGS)
  return { code: language.code, words: { headers, settings } }
}

/** The words that may stand before a keyword in the languages with these codes, as `Given`; English ones always. */
export function keywordPrefixes(codes: readonly string[]): string[] {
  const spoken = LANGUAGES.filter(({ code }) => code === 'en' || codes.includes(code))
  return [...new Set(spoken.flatMap(({ prefixes }) => prefixes.split('|')))].filter((prefix) => prefix !== '')
}

/** Later words win: some languages have one word for two settings. */
function addWords(
  known: ReadonlyMap<string, string>,
  words: string,
  english: readonly string[],
): Map<string, string> {
  const all = new Map(known)
  for (const [index, word] of words.split('|').entries()) {
    const [old = '', current] = word.split('=')
    const meaning = current === undefined ? english[index] : all.get(current.toLowerCase())
    if (old !== '' && meaning !== undefined) all.set(old.toLowerCase(), meaning)
  }
  return all
}

function fold(name: string): string {
  return normalizeSpace(name).toLowerCase().replace(/[ -]/g, '')
}

/** The English settings, in the order of the words of each language. */
const SETTINGS = [
  'Library',
  'Resource',
  'Variables',
  'Name',
  'Documentation',
  'Metadata',
  'Suite Setup',
  'Suite Teardown',
  'Test Setup',
  'Task Setup',
  'Test Teardown',
  'Task Teardown',
  'Test Template',
  'Task Template',
  'Test Timeout',
  'Task Timeout',
  'Test Tags',
  'Task Tags',
  'Keyword Tags',
  'Setup',
  'Teardown',
  'Template',
  'Tags',
  'Timeout',
  'Arguments',
]
