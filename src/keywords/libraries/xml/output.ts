import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { oneOf, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { optionalText } from '../../comparison/check-arguments.ts'
import { encode } from '../../encoding/encoding.ts'
import { elementAt } from './find-element.ts'
import { source, xpath } from './xml-arguments.ts'
import { writeXml } from './xml-text.ts'

/** The keywords that write XML. */
export const outputKeywords = [
  defineKeyword({
    name: 'Element To String',
    doc: 'Gives an element as text, without a declaration; as bytes if an encoding is given.',
    arguments: [source, xpath, optional('encoding', optionalText, undefined, 'The encoding of the bytes.')],
    run: async (given) => {
      const written = await textAt(given)
      return given.encoding ? encode(written, { encoding: given.encoding, errors: 'strict' }) : written
    },
  }),
  defineKeyword({
    name: 'Log Element',
    doc: 'Writes an element to the log, and gives its text.',
    arguments: [
      source,
      optional(
        'level',
        oneOf('TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'),
        'INFO',
        'The level of the message.',
      ),
      xpath,
    ],
    run: async (given, context) => {
      const written = await textAt(given)
      context.log(written, given.level)
      return written
    },
  }),
  defineKeyword({
    name: 'Save Xml',
    doc: 'Writes an element to a file, with a declaration. Comments are not kept.',
    arguments: [
      source,
      arg('path', text, 'The file.'),
      optional('encoding', text, 'UTF-8', 'Its encoding; what it does not have is written as `&#228;`.'),
    ],
    run: async (given, context) => {
      const path = resolve(given.path)
      const { encoding } = given
      const whole = `<?xml version='1.0' encoding='${encoding}'?>\n${writeXml(await elementAt(given.source))}`
      await writeFile(path, await encode(whole, { encoding, errors: 'xmlcharrefreplace' }))
      context.log(`XML saved to ${path}.`)
    },
  }),
]

async function textAt(given: { readonly source: unknown; readonly xpath: string }): Promise<string> {
  return writeXml(await elementAt(given.source, given.xpath)).trim()
}
