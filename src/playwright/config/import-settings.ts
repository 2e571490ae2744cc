import { delimiter, resolve } from 'node:path'
import { readGivenVariables } from '../../keywords/imports/given-variables.ts'
import { ImportSurroundings } from '../../keywords/imports/import-surroundings.ts'
import { givenVariables } from './environment.ts'

/**
 * What the imports of a project depend on: the configuration's `resourcePath` and the folders of `HIL_PATH`, and the
 * variables of the command line. Throws a SuiteError for variables that cannot be read.
 */
export function importSurroundings(root: string, resourcePath: unknown = []): ImportSurroundings {
  const configured = (Array.isArray(resourcePath) ? resourcePath : [resourcePath]).map((path) =>
    resolve(root, String(path)),
  )
  const named = (process.env.HIL_PATH ?? '').split(delimiter).filter((path) => path !== '')
  const searchPath = [...configured, ...named.map((path) => resolve(path))]
  return new ImportSurroundings({
    searchPath,
    variables: readGivenVariables(givenVariables(), searchPath),
    root,
  })
}
