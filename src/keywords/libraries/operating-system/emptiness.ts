import { statSync } from 'node:fs'
import { defineKeyword } from '../../catalogue/keyword.ts'
import { isFile } from '../../files/matching-paths.ts'
import { listFolder } from './listing.ts'
import { counted, message, path } from './path-arguments.ts'

/** The checks of what is in files and folders. */
export const emptinessKeywords = [
  defineKeyword({
    name: 'Directory Should Be Empty',
    doc: 'Fails unless a folder is empty.',
    arguments: [path, message],
    run: (given, context) => {
      const items = listFolder(given.path)
      const contents = items.map((item) => `'${item}'`).join(', ')
      if (items.length > 0)
        throw new Error(given.msg || `Directory '${given.path}' is not empty. Contents: ${contents}.`)
      context.log(`Directory '${given.path}' is empty.`)
    },
  }),
  defineKeyword({
    name: 'Directory Should Not Be Empty',
    doc: 'Fails if a folder is empty.',
    arguments: [path, message],
    run: (given, context) => {
      const { length } = listFolder(given.path)
      if (length === 0) throw new Error(given.msg || `Directory '${given.path}' is empty.`)
      context.log(`Directory '${given.path}' contains ${counted(length, 'item')}.`)
    },
  }),
  defineKeyword({
    name: 'File Should Be Empty',
    doc: 'Fails unless a file is empty.',
    arguments: [path, message],
    run: (given, context) => {
      const size = fileSize(given.path)
      if (size > 0)
        throw new Error(given.msg || `File '${given.path}' is not empty. Size: ${counted(size, 'byte')}.`)
      context.log(`File '${given.path}' is empty.`)
    },
  }),
  defineKeyword({
    name: 'File Should Not Be Empty',
    doc: 'Fails if a file is empty.',
    arguments: [path, message],
    run: (given, context) => {
      const size = fileSize(given.path)
      if (size === 0) throw new Error(given.msg || `File '${given.path}' is empty.`)
      context.log(`File '${given.path}' contains ${counted(size, 'byte')}.`)
    },
  }),
  defineKeyword({
    name: 'Get File Size',
    doc: 'Gives the size of a file in bytes.',
    arguments: [path],
    run: (given, context) => {
      const size = fileSize(given.path)
      context.log(`Size of file '${given.path}' is ${counted(size, 'byte')}.`)
      return size
    },
  }),
]

function fileSize(path: string): number {
  if (!isFile(path)) throw new Error(`File '${path}' does not exist.`)
  return statSync(path).size
}
