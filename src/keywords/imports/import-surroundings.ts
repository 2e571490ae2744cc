import { statSync } from 'node:fs'
import type { Library } from '../catalogue/keyword.ts'
import type { ModuleLibrary } from '../modules/class-library.ts'
import { readModuleLibrary } from '../modules/module-library.ts'
import { renamed } from '../modules/renamed.ts'
import { type RemoteServer, readRemoteLibrary } from '../remote/remote-library.ts'
import { findInit } from './parent-files.ts'
import { type ParsedSource, parseSource, type ReadFile, withReport } from './read-file.ts'

/** What imports depend on besides the file that asks: settings of the run. */
export interface ImportSettings {
  /** Folders in which files are looked for after the folder of the file that imports them. */
  readonly searchPath: readonly string[]
  /** Variables of the command line, by normalized name; no file can change them. */
  readonly variables: ReadonlyMap<string, unknown>
  /** The folder above which no `__init__` file counts; none counts without it. */
  readonly root: string | undefined
}

/** The surroundings of imports: settings, and the modules that were loaded already. */
export class ImportSurroundings implements ImportSettings {
  readonly searchPath: readonly string[]
  readonly variables: ReadonlyMap<string, unknown>
  readonly root: string | undefined
  readonly #servers = new Map<string, Library>()
  readonly #modules = new Map<string, ModuleLibrary>()
  readonly #files = new Map<string, { readonly stamp: string; readonly parsed: ParsedSource }>()
  readonly #inits = new Map<string, string | undefined>()

  constructor({ searchPath = [], variables = new Map(), root }: Partial<ImportSettings> = {}) {
    this.searchPath = searchPath
    this.variables = variables
    this.root = root
  }

  /** The library of a remote server; asked for once. Throws a SuiteError. */
  remote(name: string, server: RemoteServer): Library {
    const key = `${server.url} ${server.timeout}`
    const known = this.#servers.get(key) ?? readRemoteLibrary(name, server)
    this.#servers.set(key, known)
    return renamed(known, name)
  }

  /** The library in a module, named in messages as it was imported; loaded once. Throws a SuiteError. */
  module(path: string, shown: string): ModuleLibrary {
    const known = this.#modules.get(path)
    if (known !== undefined) return known
    const read = readModuleLibrary(path, shown)
    this.#modules.set(path, read)
    return read
  }

  /** A file that suites share, parsed once for as long as it stays the same; each has a report of its own. */
  shared(path: string): ReadFile {
    const { mtimeMs, size } = statSync(path)
    const stamp = `${mtimeMs} ${size}`
    let known = this.#files.get(path)
    if (known?.stamp !== stamp) {
      known = { stamp, parsed: parseSource(path) }
      this.#files.set(path, known)
    }
    return withReport(known.parsed)
  }

  /** The `__init__` file of a folder; folders are read once. */
  initOf(folder: string): string | undefined {
    if (!this.#inits.has(folder)) this.#inits.set(folder, findInit(folder))
    return this.#inits.get(folder)
  }
}
