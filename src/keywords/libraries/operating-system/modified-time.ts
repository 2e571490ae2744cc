import { existsSync, statSync, utimesSync } from 'node:fs'
import { anything, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { isFile } from '../../files/matching-paths.ts'
import { toText } from '../../value/text.ts'
import { formatTime, readTime } from '../builtin/time.ts'
import { path } from './path-arguments.ts'

/** The keywords about the time of the last change of a file. */
export const modifiedTimeKeywords = [
  defineKeyword({
    name: 'Get Modified Time',
    doc: 'Gives when a file or folder was changed: as `2026-02-24 15:08:31`, as `epoch` seconds, or its parts.',
    arguments: [
      path,
      optional('format', text, 'timestamp', 'timestamp, epoch, or names of parts such as `year, month`.'),
    ],
    run: (given, context) => {
      if (!existsSync(given.path)) throw new Error(`Path '${given.path}' does not exist.`)
      const time = formatTime(given.format.toLowerCase(), Math.floor(statSync(given.path).mtimeMs / 1000))
      context.log(`Last modified time of '${given.path}' is ${toText(time)}.`)
      return time
    },
  }),
  defineKeyword({
    name: 'Set Modified Time',
    doc: 'Sets when a file was changed.',
    arguments: [path, arg('mtime', anything, 'Epoch seconds, a timestamp, NOW or UTC, also `NOW - 1 h`.')],
    run: (given, context) => {
      const seconds = readTime(given.mtime)
      if (!existsSync(given.path)) throw new Error(`File '${given.path}' does not exist.`)
      if (!isFile(given.path)) throw new Error(`Path '${given.path}' is not a regular file.`)
      utimesSync(given.path, seconds, seconds)
      context.log(`Set modified time of '${given.path}' to ${toText(formatTime('timestamp', seconds))}.`)
    },
  }),
]
