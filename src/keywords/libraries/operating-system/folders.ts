import { cpSync, existsSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { makeFolder } from '../../../runtime/make-folder.ts'
import { boolean } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { isFolder } from '../../files/matching-paths.ts'
import { listFolder } from './listing.ts'
import { path, pathType } from './path-arguments.ts'

const source = arg('source', pathType, 'The folder.')
const destination = arg('destination', pathType, 'Its new path, or a folder to put it into.')

/** The keywords that make, remove, copy and move folders. */
export const folderKeywords = [
  defineKeyword({
    name: 'Create Directory',
    doc: 'Makes a folder, with those that it lies in. It is no mistake if it is there.',
    arguments: [path],
    run: (given, context) => {
      if (isFolder(given.path)) return context.log(`Directory '${given.path}' already exists.`)
      if (existsSync(given.path)) throw new Error(`Path '${given.path}' is not a directory.`)
      makeFolder(given.path)
      context.log(`Created directory '${given.path}'.`)
    },
  }),
  defineKeyword({
    name: 'Remove Directory',
    doc: 'Removes a folder. It is no mistake if there is none.',
    arguments: [path, optional('recursive', boolean, false, 'True removes also what is in it.')],
    run: (given, context) => {
      if (!existsSync(given.path)) return context.log(`Directory '${given.path}' does not exist.`)
      if (!isFolder(given.path)) throw new Error(`Path '${given.path}' is not a directory.`)
      if (given.recursive) rmSync(given.path, { recursive: true })
      else if (listFolder(given.path).length > 0) throw new Error(`Directory '${given.path}' is not empty.`)
      else rmdirSync(given.path)
      context.log(`Removed directory '${given.path}'.`)
    },
  }),
  defineKeyword({
    name: 'Empty Directory',
    doc: 'Removes everything in a folder.',
    arguments: [path],
    run: (given, context) => {
      for (const name of listFolder(given.path)) rmSync(join(given.path, name), { recursive: true })
      context.log(`Emptied directory '${given.path}'.`)
    },
  }),
  defineKeyword({
    name: 'Copy Directory',
    doc: 'Copies a folder with everything in it.',
    arguments: [source, destination],
    run: (given, context) => {
      const target = targetOf(given.source, given.destination)
      cpSync(given.source, target, { recursive: true, errorOnExist: true, force: false })
      context.log(`Copied directory from '${given.source}' to '${target}'.`)
    },
  }),
  defineKeyword({
    name: 'Move Directory',
    doc: 'Moves a folder, or gives it another name.',
    arguments: [source, destination],
    run: (given, context) => {
      const target = targetOf(given.source, given.destination)
      moveFolder(given.source, target)
      context.log(`Moved directory from '${given.source}' to '${target}'.`)
    },
  }),
]

/** A folder that is there takes the source in; otherwise the destination is its new path. */
function targetOf(from: string, to: string): string {
  if (!existsSync(from)) throw new Error(`Source '${from}' does not exist.`)
  if (!isFolder(from)) throw new Error(`Source '${from}' is not a directory.`)
  if (existsSync(to) && !isFolder(to)) throw new Error(`Destination '${to}' is not a directory.`)
  if (existsSync(to)) return join(to, basename(from))
  makeFolder(dirname(to))
  return to
}

/** Another disk cannot take it by a rename. */
function moveFolder(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    cpSync(from, to, { recursive: true })
    rmSync(from, { recursive: true })
  }
}
