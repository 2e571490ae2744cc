import { appendFileSync, existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../../../runtime/make-folder.ts'
import { ArgumentProblem, type ArgumentType, show } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional, rest } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { toBytes } from '../../conversion/bytes.ts'
import { secretText } from '../../conversion/secret-text.ts'
import { bytesOfText } from '../../files/file-text.ts'
import { isFile, isFolder, matchingPaths } from '../../files/matching-paths.ts'
import { toText } from '../../value/text.ts'
import { encoding, path, pathType } from './path-arguments.ts'

/** Bytes; text gives a byte for each character. */
const bytes: ArgumentType<Uint8Array> = {
  name: 'bytes',
  spoken: (value) => {
    const wide = [...toText(value)].find((char) => (char.codePointAt(0) ?? 0) > 255)
    return wide === undefined ? 'bytes' : `bytes: Character '${wide}' cannot be mapped to a byte`
  },
  convert: (value) => {
    try {
      return toBytes(value)
    } catch {
      throw new ArgumentProblem(`expected bytes, or text of characters up to \\xff, got ${show(value)}`)
    }
  },
}

const content = optional('content', secretText, '', 'What stands in it.')

/** The keywords that write and remove files. */
export const writingKeywords = [
  defineKeyword({
    name: 'Create File',
    doc: 'Makes a file, with the folders that it needs. A file that was there is replaced.',
    arguments: [path, content, encoding],
    run: async (given, context) => {
      writeFileSync(withFolder(given.path), await bytesOfText(given.content, given.encoding))
      context.log(`Created file '${given.path}'.`)
    },
  }),
  defineKeyword({
    name: 'Create Binary File',
    doc: 'Makes a file of bytes, with the folders that it needs.',
    arguments: [path, arg('content', bytes, 'The bytes; text gives a byte for each character.')],
    run: (given, context) => {
      writeFileSync(withFolder(given.path), given.content)
      context.log(`Created binary file '${given.path}'.`)
    },
  }),
  defineKeyword({
    name: 'Append To File',
    doc: 'Adds text to the end of a file; makes it if there is none.',
    arguments: [path, content, encoding],
    run: async (given, context) => {
      appendFileSync(withFolder(given.path), await bytesOfText(given.content, given.encoding))
      context.log(`Appended to file '${given.path}'.`)
    },
  }),
  defineKeyword({
    name: 'Remove File',
    doc: 'Removes a file, or all files that match a pattern. It is no mistake if there are none.',
    arguments: [path],
    run: (given, context) => removeFile(given.path, context),
  }),
  defineKeyword({
    name: 'Remove Files',
    doc: 'Removes several files, as Remove File does.',
    arguments: [rest('paths', pathType, 'The paths or patterns.')],
    run: (given, context) => {
      for (const one of given.paths) removeFile(one, context)
    },
  }),
  defineKeyword({
    name: 'Touch',
    doc: 'Makes an empty file, or sets the time of one that is there to now.',
    arguments: [path],
    run: (given, context) => touch(given.path, context),
  }),
]

/** The path, once the folder that it lies in is there. */
function withFolder(path: string): string {
  makeFolder(dirname(path))
  return path
}

function removeFile(path: string, context: KeywordContext): void {
  const found = matchingPaths(path)
  if (found.length === 0) context.log(`File '${path}' does not exist.`)
  for (const one of found) {
    if (!isFile(one)) throw new Error(`Path '${path}' is not a file.`)
    rmSync(one)
    context.log(`Removed file '${one}'.`)
  }
}

function touch(path: string, context: KeywordContext): void {
  if (isFolder(path)) throw new Error(`Cannot touch '${path}' because it is a directory.`)
  if (!existsSync(dirname(path)))
    throw new Error(`Cannot touch '${path}' because its parent directory does not exist.`)
  const isThere = existsSync(path)
  const now = Math.round(Date.now() / 1000)
  if (isThere) utimesSync(path, now, now)
  else writeFileSync(path, '')
  context.log(`Touched ${isThere ? 'existing' : 'new'} file '${path}'.`)
}
