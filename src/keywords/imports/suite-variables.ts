import { tmpdir } from 'node:os'
import { dirname, sep } from 'node:path'
import { parseAssignTarget } from '../../grammar/parse-cell.ts'
import type { VariableRow } from '../../grammar/tree.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { normalizeVariable, type Scope, Scopes } from '../variables/scope.ts'
import { readTarget } from '../variables/target.ts'
import { valuesOfVariable } from '../variables/variable-value.ts'
import { rememberName } from '../variables/written-names.ts'
import { suiteNameOf } from './suite-name.ts'

/** Variables that have a value in every suite, or get one while tests run. */
export const BUILT_IN_NAMES: readonly string[] = [
  ...['EMPTY', 'SPACE', 'TRUE', 'FALSE', 'NONE', 'NULL', '/', ':', '\\n', 'CURDIR', 'EXECDIR', 'TEMPDIR'],
  ...['SUITE NAME', 'SUITE SOURCE', 'SUITE DOCUMENTATION', 'SUITE METADATA', 'OUTPUT DIR', 'OUTPUT FILE'],
  ...['LOG FILE', 'REPORT FILE', 'DEBUG FILE', 'LOG LEVEL', 'OPTIONS', 'KEYWORD STATUS', 'KEYWORD MESSAGE'],
  ...['TEST NAME', 'TEST TAGS', 'TEST DOCUMENTATION', 'TEST STATUS', 'TEST MESSAGE'],
  ...['PREV TEST NAME', 'PREV TEST STATUS', 'PREV TEST MESSAGE', 'SUITE STATUS', 'SUITE MESSAGE'],
]

/** A row of a variables section and the file it stands in. */
export interface PlacedRow {
  readonly row: VariableRow
  readonly file: string
}

/** Where a suite's variables come from: rows, or the values of a variable file by normalized name. */
export type VariableSource = PlacedRow | { readonly values: ReadonlyMap<string, unknown> }

/** The variables that a suite starts with. */
export class SuiteVariables {
  readonly #file: string
  readonly #rows: readonly PlacedRow[]
  readonly #values: ReadonlyMap<string, unknown>
  readonly #given: ReadonlyMap<string, unknown>

  /** Of two sources of one name the first counts; what the command line gave counts before all. */
  constructor(
    file: string,
    sources: readonly VariableSource[],
    given: ReadonlyMap<string, unknown> = new Map(),
  ) {
    this.#file = file
    this.#given = given
    const seen = new Set(given.keys())
    const values = new Map<string, unknown>()
    this.#rows = sources.flatMap((source) => {
      if ('row' in source) return isFirst(source.row, seen) ? [source] : []
      for (const [name, value] of source.values)
        if (!seen.has(name) && seen.add(name)) values.set(name, value)
      return []
    })
    this.#values = values
  }

  /**
   * Scopes with the built-in variables and those of the files, freshly computed. A variable whose value fails has
   * none, if `onFailure` does not throw.
   */
  create(outputDirectory: string, onFailure: (error: SuiteError) => void = fail): Scopes {
    const scopes = new Scopes(builtIns(this.#file, outputDirectory))
    for (const [name, value] of this.#given) scopes.global.set(name, copied(value))
    this.fill(scopes, onFailure)
    return scopes
  }

  /**
   * Puts the variables into the suite's scope. Rows may use variables of rows below them: what fails is tried again
   * while others succeed.
   */
  fill(scopes: Scopes, onFailure: (error: SuiteError) => void = fail): void {
    for (const [name, value] of this.#values) scopes.suite.set(name, copied(value))
    let waiting = [...this.#rows]
    while (waiting.length > 0) {
      const failed: { readonly placed: PlacedRow; readonly error: unknown }[] = []
      for (const placed of waiting) {
        try {
          define(placed.row, scopes.suite, scopes)
        } catch (error) {
          failed.push({ placed, error })
        }
      }
      if (failed.length === waiting.length) {
        for (const failure of failed) onFailure(variableFailed(failure))
        return
      }
      waiting = failed.map((entry) => entry.placed)
    }
  }
}

/** Whether no row before it gives the name a value. */
function isFirst({ name }: VariableRow, seen: Set<string>): boolean {
  const target = parseAssignTarget(name.text)
  if (target === undefined) return true
  const key = normalizeVariable(target.name)
  return !seen.has(key) && seen.add(key).has(key)
}

/** Lists and dicts of a variable file belong to one run of the suite. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied)
  return value instanceof Map ? new Map([...value].map(([key, item]) => [key, copied(item)])) : value
}

function fail(error: SuiteError): never {
  throw error
}

function define(row: VariableRow, scope: Scope, scopes: Scopes): void {
  const target = readTarget(row.name.text)
  if (target === undefined) return
  const cells = row.values.map((cell) => cell.text)
  const value = valuesOfVariable({ ...target, cells, separator: row.separator?.text })
  scope.set(target.nameNow?.(scopes) ?? target.name, value(scopes))
}

function variableFailed(
  failed: { readonly placed: PlacedRow; readonly error: unknown } | undefined,
): SuiteError {
  const { row, file } = failed?.placed ?? { row: undefined, file: '' }
  const reason = failed?.error instanceof Error ? failed.error.message : ''
  const message = `Setting variable '${row?.name.text}' failed: ${reason} (${file}:${row?.name.line})`
  return new SuiteError('variable-failed', message, { cause: failed?.error })
}

function builtIns(file: string, outputDirectory: string): Scope {
  const values: Record<string, unknown> = {
    EMPTY: '',
    SPACE: ' ',
    True: true,
    False: false,
    None: null,
    null: null,
    '/': sep,
    ':': sep === '/' ? ':' : ';',
    '\\n': '\n',
    '\n': '\n',
    CURDIR: dirname(file),
    EXECDIR: process.cwd(),
    TEMPDIR: tmpdir(),
    SUITE_NAME: suiteNameOf(file),
    SUITE_SOURCE: file,
    SUITE_DOCUMENTATION: '',
    SUITE_METADATA: new Map(),
    OUTPUT_DIR: outputDirectory,
    ...{ OUTPUT_FILE: 'NONE', LOG_FILE: 'NONE', REPORT_FILE: 'NONE', DEBUG_FILE: 'NONE' },
    LOG_LEVEL: 'INFO',
    ...{ PREV_TEST_NAME: '', PREV_TEST_STATUS: '', PREV_TEST_MESSAGE: '' },
  }
  for (const name of ['TEST_NAME', 'TEST_STATUS', 'TEST_MESSAGE', ...Object.keys(values)])
    rememberName(normalizeVariable(name), name, true)
  return new Map(Object.entries(values).map(([name, value]) => [normalizeVariable(name), value]))
}
