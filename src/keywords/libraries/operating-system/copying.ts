import { chmodSync, copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { makeFolder } from '../../../runtime/make-folder.ts'
import { type ArgumentType, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, rest } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { isFile, isFolder, matchingPaths } from '../../files/matching-paths.ts'
import { absolutePath } from '../../files/path-text.ts'
import { pathType } from './path-arguments.ts'

/** A path that ends with a separator is a folder, even if there is none yet. */
const destinationType: ArgumentType<{ readonly path: string; readonly isFolder: boolean }> = {
  name: 'path',
  convert: (value) => {
    const written = text.convert(value)
    return { path: absolutePath(written), isFolder: /[/\\]$/.test(written) }
  },
}

const source = arg('source', pathType, 'The file, or a pattern that one file matches.')
const destination = arg('destination', destinationType, 'Its new path, or a folder to put it into.')
const several = rest('sourcesAndDestination', pathType, 'Files or patterns, and the folder to put them into.')

/** The keywords that copy and move files. */
export const copyingKeywords = [
  defineKeyword({
    name: 'Copy File',
    doc: 'Copies a file, and gives its new path. A file that was there is replaced.',
    arguments: [source, destination],
    run: (given, context) => transfer(given.source, given.destination, { how: 'Copied', context }),
  }),
  defineKeyword({
    name: 'Move File',
    doc: 'Moves a file or gives it another name, and gives its new path.',
    arguments: [source, destination],
    run: (given, context) => transfer(given.source, given.destination, { how: 'Moved', context }),
  }),
  defineKeyword({
    name: 'Copy Files',
    doc: 'Copies files into a folder.',
    arguments: [several],
    run: (given, context) => transferAll(given.sourcesAndDestination, { how: 'Copied', context }),
  }),
  defineKeyword({
    name: 'Move Files',
    doc: 'Moves files into a folder.',
    arguments: [several],
    run: (given, context) => transferAll(given.sourcesAndDestination, { how: 'Moved', context }),
  }),
]

interface Transfer {
  readonly how: 'Copied' | 'Moved'
  readonly context: KeywordContext
}

function transferAll(paths: readonly string[], given: Transfer): void {
  const folder = paths.at(-1)
  if (folder === undefined || paths.length < 2)
    throw new Error('Must contain destination and at least one source.')
  const sources = paths.slice(0, -1).flatMap(matchingPaths)
  makeDestination(folder)
  for (const one of sources) transfer(one, { path: folder, isFolder: true }, given)
}

function transfer(
  from: string,
  to: { readonly path: string; readonly isFolder: boolean },
  { how, context }: Transfer,
): string {
  const file = onlyFile(from)
  makeDestination(to.isFolder || isFolder(to.path) ? to.path : dirname(to.path))
  const target = isFolder(to.path) ? join(to.path, basename(file)) : to.path
  if (isSameFile(file, target)) {
    context.log(`Source '${file}' and destination '${target}' point to the same file.`)
    return target
  }
  if (how === 'Moved') moveFile(file, target)
  else copyFile(file, target)
  context.log(`${how} file from '${file}' to '${target}'.`)
  return target
}

function onlyFile(pattern: string): string {
  const found = matchingPaths(pattern)
  if (found.length > 1) throw new Error(`Multiple matches with source pattern '${pattern}'.`)
  const file = found[0] ?? pattern
  if (!existsSync(file)) throw new Error(`Source file '${file}' does not exist.`)
  if (!isFile(file)) throw new Error(`Source file '${file}' is not a regular file.`)
  return file
}

function makeDestination(path: string): void {
  if (existsSync(path) && !isFolder(path))
    throw new Error(`Destination '${path}' exists and is not a directory.`)
  makeFolder(path)
}

function isSameFile(from: string, to: string): boolean {
  const [a, b] = [statSync(from), statSync(to, { throwIfNoEntry: false })]
  return b !== undefined && a.ino === b.ino && a.dev === b.dev
}

/** Who looks at the target sees the old file or the whole new one. */
function copyFile(from: string, to: string): void {
  const part = `${to}.part-${process.pid}`
  try {
    copyFileSync(from, part)
    chmodSync(part, statSync(from).mode)
    renameSync(part, to)
  } finally {
    rmSync(part, { force: true })
  }
}

/** Another disk cannot take it by a rename. */
function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    copyFile(from, to)
    rmSync(from)
  }
}
