import type { RowScope } from '../build/row-scope.ts'
import { replaceCell } from '../cells/cell-diagnostic.ts'
import { didYouMean, nearestNames } from '../cells/nearest-names.ts'
import type { Fix } from '../diagnostic.ts'
import { settingFault, unknownSettingFault } from '../faults/setting-faults.ts'
import { normalizeSpace, trimSpace } from '../rows/whitespace.ts'
import type { Cell, Setting } from '../tree.ts'
import {
  FILE_SETTINGS,
  KEYWORD_SETTINGS,
  REPEATABLE,
  type SettingNames,
  SINGLE_VALUE,
  TEST_SETTINGS,
} from './setting-names.ts'

/** Where settings stand; the words are used in messages. */
export type SettingPlace = 'file' | 'test' | 'keyword'

/** Reads the settings of one place, and remembers those that were given, since most may stand only once. */
export class SettingReader {
  readonly #scope: RowScope
  readonly #place: SettingPlace
  readonly #allowed: SettingNames
  readonly #seen = new Map<string, Setting>()

  constructor(scope: RowScope, place: SettingPlace) {
    this.#scope = scope
    this.#place = place
    this.#allowed =
      place === 'file' ? FILE_SETTINGS[scope.file] : place === 'test' ? TEST_SETTINGS : KEYWORD_SETTINGS
  }

  /** Reads a setting's row; undefined, with a diagnostic, when it cannot be one. */
  read(row: number): Setting | undefined {
    const [cell, ...values] = this.#scope.cells(row)
    if (cell === undefined) return undefined
    const written = this.#place === 'file' ? cell.text : trimSpace(cell.text.slice(1, -1))
    const name = this.#canonical(written)
    if (name === undefined) this.#reportUnknown(cell, written)
    else if (this.#isAllowed(cell, name, values)) {
      const setting = withAlias(name, cell, values)
      this.#seen.set(name, setting)
      return setting
    }
    this.#noteFault(cell, written, values.length)
    return undefined
  }

  /** The cells of a row. */
  cells(row: number): readonly Cell[] {
    return this.#scope.cells(row)
  }

  /** The setting of that canonical name, if it was given. */
  get(name: string): Setting | undefined {
    return this.#seen.get(name)
  }

  /** A test or keyword fails with it when it runs. */
  #noteFault(cell: Cell, written: string, count: number): void {
    if (this.#place === 'file') return
    const name = this.#canonical(written)
    const known = { here: this.#allowed.names, elsewhere: this.#isKnownSomewhere(written) }
    const fault =
      name === undefined
        ? unknownSettingFault(written, this.#place, known)
        : settingFault(written, this.#seen.has(name) ? 'repeated' : count)
    this.#scope.addSettingFault(cell, fault)
  }

  #isKnownSomewhere(written: string): boolean {
    const english = englishName(written, this.#scope.table.words.settings)
    return EVERY_PLACE.some((names) => canonicalName(english, names) !== undefined)
  }

  #canonical(written: string): string | undefined {
    const english = englishName(written, this.#scope.table.words.settings)
    return canonicalName(english, this.#allowed)
  }

  #isAllowed(cell: Cell, name: string, values: readonly Cell[]): boolean {
    const first = this.#seen.get(name)
    if (first !== undefined && !REPEATABLE.has(name)) {
      this.#scope.report(cell, {
        code: 'repeated-setting',
        message: `The setting "${name}" may stand only once here; line ${first.cell.line} has it already.`,
        hint: 'Join the values into one row, or remove this one.',
      })
      return false
    }
    const extra = values[1]
    if (extra === undefined || !SINGLE_VALUE.has(name)) return true
    this.#scope.report(extra, {
      code: 'too-many-values',
      message: `The setting "${name}" takes one value, but got ${values.length}.`,
      hint: 'Two spaces begin a new value: if this is one value, leave one space.',
    })
    return false
  }

  #reportUnknown(cell: Cell, written: string): void {
    const isKnown = this.#isKnownSomewhere(written)
    if (written === '' && this.#place === 'file') this.#reportIndented(cell)
    else if (isKnown) this.#reportElsewhere(cell, written)
    else
      this.#scope.report(cell, {
        code: 'unknown-setting',
        message: `There is no setting "${written}".`,
        hint: oneSpaceHint(written, this.#allowed) ?? didYouMean(written, this.#allowed.names),
        fix: fixOf(cell, written, this.#allowed),
      })
  }

  #reportIndented(cell: Cell): void {
    this.#scope.report(cell, {
      code: 'indented-setting',
      message: 'A setting must begin at the start of its line, but this row is indented.',
      hint: 'Remove the spaces in front, or begin the row with ... to go on with the row above.',
    })
  }

  #reportElsewhere(cell: Cell, written: string): void {
    const owner =
      this.#place === 'file' ? FILE_WORDS[this.#scope.file] : this.#place === 'test' ? 'a test' : 'a keyword'
    this.#scope.report(cell, {
      code: 'setting-not-allowed',
      message: `${owner.charAt(0).toUpperCase()}${owner.slice(1)} has no setting "${written}".`,
      hint: `Settings of ${owner}: ${this.#allowed.names.join(', ')}.`,
    })
  }
}

function withAlias(name: string, cell: Cell, values: readonly Cell[]): Setting {
  const marker = values[values.length - 2]
  const alias = values[values.length - 1]
  const markers = ALIAS_MARKERS.get(name)
  if (markers === undefined || marker === undefined || alias === undefined) return { name, cell, values }
  if (!markers.includes(normalizeSpace(marker.text))) return { name, cell, values }
  return { name, cell, values: values.slice(0, -2), alias }
}

function englishName(written: string, words: ReadonlyMap<string, string>): string {
  const lower = normalizeSpace(written).toLowerCase()
  return words.get(lower)?.toLowerCase() ?? lower
}

function canonicalName(lower: string, { names, aliases }: SettingNames): string | undefined {
  const name = names.find((known) => known.toLowerCase() === lower)
  if (name !== undefined) return name
  for (const [alias, canonical] of aliases) if (alias.toLowerCase() === lower) return canonical
  return undefined
}

/** `Library OperatingSystem` with one space is no setting, but begins like one. */
function oneSpaceHint(written: string, allowed: SettingNames): string | undefined {
  const name = settingBefore(written, allowed)
  if (name === undefined) return undefined
  return `Put two or more spaces after "${name}": ${name}    ${trimSpace(written.slice(name.length))}`
}

function settingBefore(written: string, { names, aliases }: SettingNames): string | undefined {
  const lower = normalizeSpace(written).toLowerCase()
  return [...names, ...aliases.keys()].find((known) => lower.startsWith(`${known.toLowerCase()} `))
}

/** The spaces that are missing, or the one name that is near. */
function fixOf(cell: Cell, written: string, allowed: SettingNames): Fix | undefined {
  const name = settingBefore(written, allowed)
  if (name !== undefined)
    return cell.text === written
      ? replaceCell(cell, `${name}    ${trimSpace(written.slice(name.length))}`)
      : undefined
  const [near, other] = nearestNames(written, allowed.names)
  if (near === undefined || other !== undefined || written === '') return undefined
  return replaceCell(
    cell,
    cell.text.replace(written, () => near),
  )
}

const ALIAS_MARKERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Library', ['AS', 'WITH NAME']],
  ['Board', ['AS']],
])
const EVERY_PLACE = [...Object.values(FILE_SETTINGS), TEST_SETTINGS, KEYWORD_SETTINGS]
const FILE_WORDS = { suite: 'a suite file', init: 'an __init__ file', resource: 'a resource file' }
