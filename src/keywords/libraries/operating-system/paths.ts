import { boolean, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional, rest } from '../../catalogue/keyword.ts'
import { joinPaths, normalizePath, splitExtension, splitPath } from '../../files/path-text.ts'
import { tuple } from '../../value/tuple.ts'

const path = arg('path', text, 'The path; there need be no such file.')
const base = arg('base', text, 'The first part.')

/** The keywords that compute with paths and touch no file. */
export const pathKeywords = [
  defineKeyword({
    name: 'Join Path',
    doc: 'Puts parts of a path together. An absolute part begins anew.',
    arguments: [base, rest('parts', text, 'The others.')],
    run: (given) => joinPaths(given.base, given.parts),
  }),
  defineKeyword({
    name: 'Join Paths',
    doc: 'Puts each path behind a base, and gives them as a list.',
    arguments: [base, rest('paths', text, 'The paths.')],
    run: (given) => given.paths.map((one) => joinPaths(given.base, [one])),
  }),
  defineKeyword({
    name: 'Normalize Path',
    doc: 'Gives a path without `..` and doubled separators; `~` becomes the home folder.',
    arguments: [
      path,
      optional(
        'caseNormalize',
        boolean,
        false,
        'True makes it lower case on Windows, where case does not count.',
      ),
    ],
    run: (given) => {
      const normal = normalizePath(given.path)
      return given.caseNormalize && process.platform === 'win32' ? normal.toLowerCase() : normal
    },
  }),
  defineKeyword({
    name: 'Split Path',
    doc: 'Gives what stands before the last separator, and what stands after it.',
    arguments: [path],
    run: (given) => tuple(splitPath(given.path)),
  }),
  defineKeyword({
    name: 'Split Extension',
    doc: 'Gives a path without its extension, and the extension without its dot.',
    arguments: [path],
    run: (given) => tuple(splitExtension(given.path)),
  }),
]
