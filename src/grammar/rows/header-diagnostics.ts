import { diagnosticAt, replaceCell } from '../cells/cell-diagnostic.ts'
import { didYouMean, nearestNames } from '../cells/nearest-names.ts'
import type { Diagnostic, Fix } from '../diagnostic.ts'
import type { Cell, FileKind } from '../tree.ts'
import { LANGUAGES } from './languages.ts'
import { type HeaderMeaning, type HeaderWords, isTestsHeader, SECTION_NAMES } from './section-header.ts'

/** A header as it stands in a file. */
export interface HeaderInFile {
  readonly cell: Cell
  readonly meaning: HeaderMeaning
  readonly file: FileKind
  readonly words: HeaderWords
}

/** The problems of a section's header row. */
export function checkHeader(header: HeaderInFile): Diagnostic[] {
  const { cell, meaning, file, words } = header
  if (meaning.section !== 'Invalid') return meaning.singular ? [singular(cell, meaning)] : []
  if (isTestsHeader(meaning.name, words) || isTestsHeader(`${meaning.name}s`, words))
    return [notAllowed(cell, meaning, file)]
  const known = file === 'suite' ? SECTION_NAMES : SECTION_NAMES.filter((name) => !isTestsHeader(name, words))
  const near = nearestNames(meaning.name, known)
  return [
    diagnosticAt(cell, {
      code: 'unknown-section',
      message: `There is no section "${meaning.name}".`,
      hint: didYouMean(meaning.name, known),
      fix: near[0] === undefined || near.length > 1 ? undefined : renamed(cell, meaning, near[0]),
    }),
  ]
}

/** The problem of a `Language:` row whose language is not known. */
export function unknownLanguage(cell: Cell, name: string): Diagnostic {
  const known = LANGUAGES.map((language) => language.name)
  return diagnosticAt(cell, {
    code: 'unknown-language',
    message: `I do not know the language "${name}".`,
    hint: didYouMean(name, known),
  })
}

/** Writes another name into a header; undefined where it is written with other spaces. */
function renamed(cell: Cell, { name }: HeaderMeaning, by: string): Fix | undefined {
  return cell.text.includes(name)
    ? replaceCell(
        cell,
        cell.text.replace(name, () => by),
      )
    : undefined
}

function singular(cell: Cell, meaning: HeaderMeaning): Diagnostic {
  const { name } = meaning
  return diagnosticAt(cell, {
    code: 'singular-section',
    severity: 'warning',
    message: `The section header "${name}" is deprecated.`,
    hint: `Write *** ${name}s ***.`,
    fix: renamed(cell, meaning, `${name}s`),
  })
}

function notAllowed(cell: Cell, { name }: HeaderMeaning, file: FileKind): Diagnostic {
  const what = file === 'init' ? 'An __init__ file' : 'A resource file'
  return diagnosticAt(cell, {
    code: 'section-not-allowed',
    message: `${what} cannot have a section "${name}".`,
    hint: 'Move the tests to a suite file, or rename this file so that it is one.',
  })
}
