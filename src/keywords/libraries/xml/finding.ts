import { boolean, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { elementAt, elementsAt, matchText } from './find-element.ts'
import { parseXml } from './parse-xml.ts'
import { message, source, xpath } from './xml-arguments.ts'

/** The keywords that parse XML and find elements in it. */
export const findingKeywords = [
  defineKeyword({
    name: 'Parse Xml',
    doc: 'Reads XML and gives its root element, with `tag`, `text`, `tail` and `attrib`.',
    arguments: [
      source,
      optional('keepClarkNotation', boolean, false, 'True keeps namespaces in the tags, `{namespace}name`.'),
      optional(
        'stripNamespaces',
        boolean,
        false,
        'True leaves namespaces out; otherwise they are `xmlns` attributes.',
      ),
    ],
    run: (given) => parseXml(given.source, given),
  }),
  defineKeyword({
    name: 'Get Element',
    doc: 'Gives the one element that a path leads to.',
    arguments: [source, xpath],
    run: (given) => elementAt(given.source, given.xpath),
  }),
  defineKeyword({
    name: 'Get Elements',
    doc: 'Gives all elements that a path leads to, as a list.',
    arguments: [source, arg('xpath', text, 'The path to the elements.')],
    run: (given) => elementsAt(given.source, given.xpath),
  }),
  defineKeyword({
    name: 'Get Child Elements',
    doc: 'Gives the children of an element as a list.',
    arguments: [source, xpath],
    run: async (given) => [...(await elementAt(given.source, given.xpath)).children],
  }),
  defineKeyword({
    name: 'Get Element Count',
    doc: 'Gives how many elements a path leads to.',
    arguments: [source, xpath],
    run: (given, context) => countOf(given, context),
  }),
  defineKeyword({
    name: 'Element Should Exist',
    doc: 'Fails unless a path leads to at least one element.',
    arguments: [source, xpath, message],
    run: async (given, context) => {
      if ((await countOf(given, context)) === 0) throw new Error(given.message || matchText(0, given.xpath))
    },
  }),
  defineKeyword({
    name: 'Element Should Not Exist',
    doc: 'Fails if a path leads to an element.',
    arguments: [source, xpath, message],
    run: async (given, context) => {
      const count = await countOf(given, context)
      if (count > 0) throw new Error(given.message || matchText(count, given.xpath))
    },
  }),
  defineKeyword({
    name: 'Evaluate Xpath',
    doc: 'Is refused, as in Robot without lxml: paths are those of `Get Element`.',
    arguments: [
      source,
      arg('expression', text, 'The path.'),
      optional('context', text, '.', 'Where it begins.'),
    ],
    run: () => {
      throw new Error("'Evaluate Xpath' keyword only works in lxml mode.")
    },
  }),
]

async function countOf(
  given: { readonly source: unknown; readonly xpath: string },
  context: KeywordContext,
): Promise<number> {
  const { length } = await elementsAt(given.source, given.xpath)
  context.log(`${length} element${length === 1 ? '' : 's'} matched '${given.xpath}'.`)
  return length
}
