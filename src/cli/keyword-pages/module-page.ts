import { basename } from 'node:path'
import type { ImportSurroundings } from '../../keywords/imports/import-surroundings.ts'
import { readRemoteLibrary } from '../../keywords/remote/remote-library.ts'
import { relativePath } from '../check/relative-path.ts'
import type { KeywordPage } from './keyword-page.ts'
import { libraryPage } from './library-page.ts'

const EXTENSION = /\.[cm]?[jt]s$/i

/** True for the path of a module in JavaScript or TypeScript. */
export function isModulePath(path: string): boolean {
  return EXTENSION.test(path)
}

/** The documentation of the library in a module; named by its file if `name` is left out. Throws a SuiteError. */
export function modulePage(
  path: string,
  surroundings: ImportSurroundings,
  name = basename(path).replace(EXTENSION, ''),
): KeywordPage {
  const module = surroundings.module(path, name)
  const library = module.create(name, () => ({}))
  return libraryPage(library, { source: relativePath(path), inits: module.arguments })
}

/** The documentation of a server of Robot's remote protocol. Throws a SuiteError if it cannot be reached. */
export function remotePage(address: string): KeywordPage {
  const url = /^https?:/.test(address) ? address : `http://${address}`
  return libraryPage(readRemoteLibrary('Remote', { url, timeout: undefined }), { source: url })
}
