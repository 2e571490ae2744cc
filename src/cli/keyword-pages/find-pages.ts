import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { normalizeName } from '../../keywords/catalogue/catalogue.ts'
import type { ImportSurroundings } from '../../keywords/imports/import-surroundings.ts'
import { readSource } from '../../keywords/imports/read-file.ts'
import { globExpression } from '../../keywords/interpreter/glob.ts'
import { standardCatalogue } from '../../keywords/libraries/standard.ts'
import { interfacesOfRun } from '../../playwright/bench/third-party-interfaces.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { didYouMean, nearestNames } from '../../runtime/neighbours.ts'
import { isLanguageFile, languageFiles } from '../commands/language-files.ts'
import { projectSurroundings } from '../project-surroundings.ts'
import { filePage } from './file-page.ts'
import type { KeywordPage, PageKeyword } from './keyword-page.ts'
import { isModulePath, modulePage, remotePage } from './module-page.ts'
import { type Pages, problemText, projectPages, standardPages } from './project-pages.ts'
import { searchPages } from './word-search.ts'

/** Documentation that was asked for. */
export interface FoundPages extends Pages {
  /** How much of it was asked for: everything there is, libraries or files by name, keywords by name, some keywords. */
  readonly extent: 'all' | 'whole' | 'keyword' | 'some'
}

/** Finds the documentation of libraries, files, keywords and patterns; of all there is if nothing is named. */
export function findPages(names: readonly string[]): readonly FoundPages[] {
  const finder = new Finder()
  if (names.length === 0) return [{ ...finder.all(), extent: 'all' }]
  const joined = names.join(' ')
  if (names.length > 1) {
    const one =
      finder.byName(joined) ??
      (names.some((name) => finder.isNamed(name)) ? undefined : finder.byWords(joined))
    if (one !== undefined) return [one]
  }
  return names.map((name) => finder.find(name))
}

class Finder {
  readonly #catalogue = standardCatalogue(interfacesOfRun('bench.yaml'))
  readonly #standard = standardPages(this.#catalogue)
  #surroundings: ImportSurroundings | undefined
  #project: Pages | undefined

  all(): Pages {
    this.#project ??= projectPages(this.#catalogue, this.#known())
    return { pages: [...this.#standard, ...this.#project.pages], problems: this.#project.problems }
  }

  find(name: string): FoundPages {
    return this.#place(name) ?? this.byName(name) ?? this.byWords(name) ?? this.#unknown(name)
  }

  isNamed(name: string): boolean {
    return isPlace(name) || this.byName(name) !== undefined
  }

  /** A library or a keyword of that name, or the keywords that a pattern matches. */
  byName(name: string): FoundPages | undefined {
    const own = named(name, this.#standard)
    if (own !== undefined && own.extent !== 'some') return own
    return named(name, this.all().pages)
  }

  /** Keywords that have to do with all the words. */
  byWords(text: string): FoundPages | undefined {
    const pages = searchPages(this.all().pages, text)
    return pages.length === 0 ? undefined : { pages, problems: [], extent: 'some' }
  }

  /** What a path, or the address of a server, names. */
  #place(name: string): FoundPages | undefined {
    if (!isPlace(name)) return undefined
    try {
      return { ...this.#pagesAt(name), extent: 'whole' }
    } catch (error) {
      if (!(error instanceof SuiteError)) throw error
      return { pages: [], problems: [error.message], extent: 'whole' }
    }
  }

  #pagesAt(name: string): Pages {
    if (isRemote(name)) return { pages: [remotePage(name.replace(/^Remote::/i, ''))], problems: [] }
    const stats = statSync(name, { throwIfNoEntry: false })
    if (stats === undefined) throw missing(name)
    const path = resolve(name)
    if (isModulePath(path)) return { pages: [modulePage(path, this.#known())], problems: [] }
    if (/\.py$/i.test(path)) throw pythonLibrary(name)
    const files = languageFiles([name]).map((file) => filePage(readSource(resolve(file))))
    const kept = stats.isDirectory() ? files.filter(({ page }) => page.keywords.length > 0) : files
    return {
      pages: kept.map(({ page }) => page),
      problems: files.flatMap(({ problems }) => problems).map(problemText),
    }
  }

  #unknown(name: string): FoundPages {
    const { pages } = this.all()
    const known = pages.flatMap((page) => [page.name, ...page.keywords.map((keyword) => keyword.name)])
    const near = nearestNames(name, new Set(known))
    const hint =
      near.length > 0
        ? didYouMean(name, [...new Set(known)])
        : `Libraries and resources: ${pages.map((page) => page.name).join(', ')}.`
    const problem = `No library, keyword or file has to do with "${name}".\n  ${hint}`
    return { pages: [], problems: [problem], extent: 'some' }
  }

  #known(): ImportSurroundings {
    this.#surroundings ??= projectSurroundings()
    return this.#surroundings
  }
}

function named(name: string, pages: readonly KeywordPage[]): FoundPages | undefined {
  const wanted = normalizeName(name)
  const whole = pages.filter((page) => normalizeName(page.name) === wanted)
  if (whole.length > 0) return { pages: whole, problems: [], extent: 'whole' }
  const exact = selected(pages, (keyword, page) => namesOf(keyword, page).includes(wanted))
  if (exact.length > 0) return { pages: exact, problems: [], extent: 'keyword' }
  if (!/[*?[]/.test(name)) return undefined
  const pattern = globExpression(wanted)
  const some = selected(
    pages,
    (keyword, page) => !keyword.private && namesOf(keyword, page).some((one) => pattern.test(one)),
  )
  return some.length === 0 ? undefined : { pages: some, problems: [], extent: 'some' }
}

/** A keyword's name, bare and with its library. */
function namesOf({ name }: PageKeyword, page: KeywordPage): string[] {
  return [normalizeName(name), `${normalizeName(page.name)}.${normalizeName(name)}`]
}

/** Pages with those keywords that are asked for; none without one. */
function selected(
  pages: readonly KeywordPage[],
  isWanted: (keyword: PageKeyword, page: KeywordPage) => boolean,
): KeywordPage[] {
  return pages
    .map((page) => ({ ...page, keywords: page.keywords.filter((keyword) => isWanted(keyword, page)) }))
    .filter(({ keywords }) => keywords.length > 0)
}

function isRemote(name: string): boolean {
  return /^Remote::|^https?:\/\//i.test(name)
}

function isPlace(name: string): boolean {
  if (isRemote(name) || isModulePath(name) || isLanguageFile(name) || /\.py$/i.test(name)) return true
  return name.includes('/') && statSync(name, { throwIfNoEntry: false }) !== undefined
}

function missing(path: string): SuiteError {
  const folder = dirname(path)
  const there = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : []
  const files = there.filter((name) => isLanguageFile(name) || isModulePath(name))
  const [near] = nearestNames(basename(path), files)
  const known =
    near === undefined
      ? didYouMean(basename(path), files)
      : `Did you mean "${path.slice(0, -basename(path).length)}${near}"?`
  return new SuiteError(
    'path-missing',
    `There is no file "${path}".`,
    known === undefined ? {} : { hint: known },
  )
}

function pythonLibrary(name: string): SuiteError {
  return new SuiteError('library-python', `"${name}" is written in Python, which is not read here.`, {
    hint: "Serve it with Robot's remote server, and name that: hil keywords Remote::http://127.0.0.1:8270",
  })
}
