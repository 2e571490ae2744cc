import { dirname } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import { resolveModule } from '../../runtime/load-module.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import type { ArgumentCell } from '../arguments/argument-cell.ts'
import { type BoundArguments, bindArguments } from '../arguments/bound-arguments.ts'
import { text } from '../catalogue/argument-type.ts'
import { type Catalogue, normalizeName } from '../catalogue/catalogue.ts'
import { type Argument, type Library, optional } from '../catalogue/keyword.ts'
import type { KeywordContext } from '../catalogue/keyword-context.ts'
import { timeOrNone } from '../conversion/time-or-none.ts'
import { renamed } from '../modules/renamed.ts'
import { Scopes } from '../variables/scope.ts'
import { findFile } from './find-file.ts'
import type { ImportSurroundings } from './import-surroundings.ts'

/** Names under which suites import keywords that are always there. */
const ALWAYS_THERE = ['BuiltIn', 'JumpstarterLibrary', 'Hilwright', 'Easter']
const MODULE_PATH = /(?:\.[cm]?[jt]s|\/)$/i

/** A library that is asked for. */
export interface LibraryRequest {
  /** With its variables replaced. */
  readonly name: string
  readonly args: readonly ArgumentCell[]
  readonly alias: string | undefined
  /** The file that asks. */
  readonly from: string
  /** The variables that the import's own arguments may use. */
  readonly scopes: () => Scopes
}

/** What an import gave; without a library, the keywords are there already. */
export interface ImportedLibrary {
  readonly library?: Library
  /** What is wrong with the import's arguments. */
  readonly mistakes: BoundArguments['mistakes']
}

/** Finds a library by name or path. Throws a SuiteError if there is none or it cannot be loaded. */
export function importLibrary(
  request: LibraryRequest,
  catalogue: Catalogue,
  surroundings: ImportSurroundings,
): ImportedLibrary {
  const { name, alias, from } = request
  const known = catalogue.importableLibrary(name)
  if (known !== undefined)
    return { library: renamed(known, alias ?? (isSame(known.name, name) ? known.name : name)), mistakes: [] }
  if (isAlwaysThere(name, catalogue)) {
    const library =
      alias === undefined ? undefined : catalogue.libraries.find((one) => isSame(one.name, name))
    return library === undefined
      ? { mistakes: [] }
      : { library: renamed(library, alias ?? name), mistakes: [] }
  }
  if (name === 'Remote') return importRemote(request, surroundings)
  if (/\.py$/i.test(name)) throw pythonLibrary(name)
  const path = MODULE_PATH.test(name)
    ? findFile({ path: name, folder: dirname(from), searchPath: surroundings.searchPath, kind: 'Library' })
    : resolveModule(from, name)
  if (path === undefined) throw unknownLibrary(name, catalogue)
  const module = surroundings.module(path, name)
  const shown = alias ?? (MODULE_PATH.test(name) ? baseName(name) : name)
  const { values, mistakes } = bindImport(request, module.arguments)
  return { library: module.create(shown, importValues(values)), mistakes }
}

const REMOTE_ARGUMENTS = [
  optional('uri', text, 'http://127.0.0.1:8270', 'Address of the server.'),
  optional('timeout', timeOrNone, undefined, 'How long the server may be silent.'),
]

/** `Remote    http://127.0.0.1:8270    timeout=10 s`. */
function importRemote(request: LibraryRequest, surroundings: ImportSurroundings): ImportedLibrary {
  const { values, mistakes } = bindImport(request, REMOTE_ARGUMENTS)
  if (mistakes.length > 0) return { mistakes }
  const { uri, timeout } = values(request.scopes())
  const address = /^https?:/.test(String(uri)) ? String(uri) : `http://${uri}`
  const server = { url: address, timeout: typeof timeout === 'number' ? timeout : undefined }
  return { library: surroundings.remote(request.alias ?? 'Remote', server), mistakes: [] }
}

/** `lib/my-library.ts` → `my-library`. */
function baseName(path: string): string {
  return path.replace(/^.*[/\\]/, '').replace(/\.[cm]?[jt]s$/i, '')
}

function isAlwaysThere(name: string, catalogue: Catalogue): boolean {
  return [...catalogue.libraries.map((library) => library.name), ...ALWAYS_THERE].some((one) =>
    isSame(one, name),
  )
}

function isSame(one: string, other: string): boolean {
  return normalizeName(one) === normalizeName(other)
}

/** Matches the import's arguments to those of the library's class. */
function bindImport({ name, args }: LibraryRequest, expected: readonly Argument[]): BoundArguments {
  const { values, mistakes } = bindArguments({ name, arguments: expected }, args)
  const say = (text: string) => text.replace(/^Keyword '/, "Library '")
  return {
    values,
    mistakes: mistakes.map((mistake) => ({ ...mistake, message: say(mistake.message) })),
  }
}

/** The values of an import, looked up when the first keyword runs. */
function importValues(
  values: BoundArguments['values'],
): (context: KeywordContext) => Readonly<Record<string, unknown>> {
  return (context) => values(new Scopes(new Map(context.variables.all())))
}

function pythonLibrary(name: string): SuiteError {
  return new SuiteError(
    'library-python',
    `The library '${name}' is written in Python, which is not run here.`,
    {
      hint: "Serve it with Robot's remote server and import it as:  Library    Remote    http://127.0.0.1:8270    AS    Name\nOr write it in TypeScript (docs/keyword-libraries.md).",
    },
  )
}

function unknownLibrary(name: string, { libraries, importable }: Catalogue): SuiteError {
  const names = [...libraries, ...importable].map((library) => library.name)
  const hint = didYouMean(name, [...new Set([...names, ...ALWAYS_THERE])])
  return new SuiteError(
    'unknown-library',
    `I do not know the library "${name}".`,
    hint === undefined ? {} : { hint },
  )
}
