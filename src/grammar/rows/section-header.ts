import type { FileKind, SectionHeader } from '../tree.ts'
import { ROW_KINDS as KINDS, type RowKind } from './row-kind.ts'
import { normalizeSpace } from './whitespace.ts'

/** What a `*** Header ***` opens. `valid` is false where the file's kind has no such section. */
export interface HeaderMeaning {
  readonly section: SectionHeader['kind']
  readonly row: RowKind
  /** The header's name without its stars. */
  readonly name: string
  /** True for a deprecated singular form such as `*** Setting ***`. */
  readonly singular: boolean
}

/** Words of section headers in lower case, mapped to the English plural (`Test Cases`). */
export type HeaderWords = ReadonlyMap<string, string>

/** Says what the header `text` opens in a file of this kind. */
export function readHeader(text: string, kind: FileKind, words: HeaderWords): HeaderMeaning {
  const name = headerName(text)
  const lower = name.toLowerCase()
  const plural = words.get(lower) ?? SINGULAR.get(lower)
  const found = plural === undefined ? undefined : SECTIONS.get(plural)
  const invalid = !found || (kind !== 'suite' && found.row === KINDS.testsHeader)
  return {
    section: invalid ? 'Invalid' : found.section,
    row: invalid ? KINDS.otherHeader : found.row,
    name,
    singular: !words.has(lower) && plural !== undefined,
  }
}

/** English plurals of the sections, as they are shown. */
export const SECTION_NAMES = ['Settings', 'Variables', 'Test Cases', 'Tasks', 'Keywords', 'Comments']

/** True when the header names a section of tests or tasks. */
export function isTestsHeader(name: string, words: HeaderWords): boolean {
  const plural = words.get(name.toLowerCase())
  return plural === 'Test Cases' || plural === 'Tasks'
}

/** The name of a header row's first cell, without stars. */
function headerName(text: string): string {
  return normalizeSpace(text).replace(/^[* ]+|[* ]+$/g, '')
}

const SECTIONS: ReadonlyMap<string, { section: SectionHeader['kind']; row: RowKind }> = new Map([
  ['Settings', { section: 'Setting', row: KINDS.settingsHeader }],
  ['Variables', { section: 'Variable', row: KINDS.variablesHeader }],
  ['Test Cases', { section: 'TestCase', row: KINDS.testsHeader }],
  ['Tasks', { section: 'Task', row: KINDS.testsHeader }],
  ['Keywords', { section: 'Keyword', row: KINDS.keywordsHeader }],
  ['Comments', { section: 'Comment', row: KINDS.otherHeader }],
])

const SINGULAR: ReadonlyMap<string, string> = new Map(
  SECTION_NAMES.map((name) => [name.slice(0, -1).toLowerCase(), name]),
)
