import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { boolean } from '../../catalogue/argument-type.ts'
import { defineKeyword, optional } from '../../catalogue/keyword.ts'
import { optionalText } from '../../comparison/check-arguments.ts'
import { isFile, isFolder } from '../../files/matching-paths.ts'
import { globExpression } from '../../interpreter/glob.ts'
import { counted, path } from './path-arguments.ts'

const pattern = optional('pattern', optionalText, undefined, 'Only names that match it, with * and ?.')
const absolute = optional('absolute', boolean, false, 'True gives whole paths.')

/** The keywords that list what is in a folder. */
export const listingKeywords = [
  ...listing('List Directory', 'Count Items In Directory', { one: 'item', is: () => true }),
  ...listing('List Files In Directory', 'Count Files In Directory', { one: 'file', is: isFile }),
  ...listing('List Directories In Directory', 'Count Directories In Directory', {
    ...{ one: 'directory', many: 'directories', is: isFolder },
  }),
]

interface Listed {
  readonly one: string
  readonly many?: string
  is(path: string): boolean
}

function listing(list: string, count: string, { one, many = `${one}s`, is }: Listed) {
  return [
    defineKeyword({
      name: list,
      doc: `Gives the ${many} in a folder, sorted by name.`,
      arguments: [path, pattern, absolute],
      run: (given, context) => {
        const names = listFolder(given.path, given.pattern).filter((name) => is(join(given.path, name)))
        const items = given.absolute ? names.map((name) => join(given.path, name)) : names
        context.log(`${counted(items.length, one, many)}:\n${items.join('\n')}`)
        return items
      },
    }),
    defineKeyword({
      name: count,
      doc: `Gives how many ${many} there are in a folder.`,
      arguments: [path, pattern],
      run: (given, context) => {
        const names = listFolder(given.path, given.pattern).filter((name) => is(join(given.path, name)))
        context.log(`${counted(names.length, one, many)}.`)
        return names.length
      },
    }),
  ]
}

/** The names in a folder that match a pattern, sorted; throws if there is no such folder. */
export function listFolder(folder: string, matching?: string): string[] {
  if (!isFolder(folder)) throw new Error(`Directory '${folder}' does not exist.`)
  const names = readdirSync(folder).sort()
  if (matching === undefined || matching === '') return names
  const expression = globExpression(matching)
  return names.filter((name) => expression.test(name))
}
