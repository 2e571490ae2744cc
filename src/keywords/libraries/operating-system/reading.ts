import { readFileSync } from 'node:fs'
import { boolean, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { createFrame } from '../../expression/frame.ts'
import { textOfBytes } from '../../files/file-text.ts'
import { Pattern, runPattern } from '../../functions/pattern.ts'
import { globExpression } from '../../interpreter/glob.ts'
import { encoding, encodingErrors, path } from './path-arguments.ts'

/** The keywords that read files. */
export const readingKeywords = [
  defineKeyword({
    name: 'Get File',
    doc: 'Gives the text of a file, with \\n at the ends of its lines.',
    arguments: [path, encoding, encodingErrors],
    run: (given, context) => {
      context.log(`Getting file '${given.path}'.`)
      return textOf(given)
    },
  }),
  defineKeyword({
    name: 'Get Binary File',
    doc: 'Gives the bytes of a file.',
    arguments: [path],
    run: (given, context) => {
      context.log(`Getting file '${given.path}'.`)
      return new Uint8Array(readFileSync(given.path))
    },
  }),
  defineKeyword({
    name: 'Grep File',
    doc: 'Gives the lines of a file that contain a pattern, joined by \\n.',
    arguments: [
      path,
      arg('pattern', text, 'A pattern with * and ?, or a regular expression.'),
      encoding,
      encodingErrors,
      optional('regexp', boolean, false, 'True takes the pattern for a regular expression.'),
    ],
    run: async (given, context) => {
      context.log(`Reading file '${given.path}'.`)
      const lines = linesOf(await textOf(given))
      const found = lines.filter(given.regexp ? searcher(given.pattern) : globber(given.pattern))
      context.log(`${found.length} out of ${lines.length} lines matched.`)
      return found.join('\n')
    },
  }),
  defineKeyword({
    name: 'Log File',
    doc: 'Writes the text of a file to the log, and gives it.',
    arguments: [path, encoding, encodingErrors],
    run: async (given, context) => {
      context.log(`Getting file '${given.path}'.`)
      const content = await textOf(given)
      context.log(content)
      return content
    },
  }),
]

interface Reading {
  readonly path: string
  readonly encoding: string
  readonly encodingErrors: string
}

async function textOf(given: Reading): Promise<string> {
  const content = await textOfBytes(readFileSync(given.path), given.encoding, given.encodingErrors)
  return content.replaceAll('\r\n', '\n')
}

function linesOf(content: string): string[] {
  const lines = content.split(/\r|\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** Whether a part of the line matches a pattern with * and ?. */
function globber(pattern: string): (line: string) => boolean {
  const expression = globExpression(`*${pattern}*`)
  return (line) => expression.test(line)
}

function searcher(pattern: string): (line: string) => boolean {
  const parsed = Pattern.parse(pattern, '')
  const frame = createFrame({ variable: () => undefined }, undefined)
  return (line) => runPattern(parsed, line, frame) !== null
}
