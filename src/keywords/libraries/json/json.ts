import { defineLibrary, type Library } from '../../catalogue/keyword.ts'
import { tellingSystemErrors } from '../../files/system-error.ts'
import { jsonFileKeywords } from './json-files.ts'
import { jsonSchemaKeywords } from './json-schema.ts'
import { jsonValueKeywords } from './json-values.ts'

/** Reads, changes, checks and writes JSON, with the names of robotframework-jsonlibrary. */
export const jsonLibrary: Library = {
  ...defineLibrary(
    'JSON',
    'Reads, changes, checks and writes JSON. Suites may import it as JSONLibrary too.',
    tellingSystemErrors([...jsonFileKeywords, ...jsonValueKeywords, ...jsonSchemaKeywords]),
  ),
  aliases: ['JSONLibrary'],
}
