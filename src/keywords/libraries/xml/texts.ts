import { text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword } from '../../catalogue/keyword.ts'
import { toldOf } from '../../comparison/inequality.ts'
import { matchesGlob } from '../../interpreter/glob.ts'
import { elementAt, elementsAt } from './find-element.ts'
import { message, mustBe, normalizeWhitespace, source, withSingleSpaces, xpath } from './xml-arguments.ts'
import type { XmlElement } from './xml-element.ts'

/** The keywords about the text of elements: their own and that of all elements in them. */
export const textKeywords = [
  defineKeyword({
    name: 'Get Element Text',
    doc: 'Gives all text of an element, also that of the elements in it.',
    arguments: [source, xpath, normalizeWhitespace],
    run: textAt,
  }),
  defineKeyword({
    name: 'Get Elements Texts',
    doc: 'Gives the texts of all elements that a path leads to, as a list.',
    arguments: [source, arg('xpath', text, 'The path to the elements.'), normalizeWhitespace],
    run: async (given) => {
      const elements = await elementsAt(given.source, given.xpath)
      return elements.map((element) => textIn(element, given.normalizeWhitespace))
    },
  }),
  defineKeyword({
    name: 'Element Text Should Be',
    doc: 'Fails unless an element has that text.',
    arguments: [source, arg('expected', text, 'The text.'), xpath, normalizeWhitespace, message],
    run: async (given) => mustBe(await textAt(given), given.expected, given.message, false),
  }),
  defineKeyword({
    name: 'Element Text Should Match',
    doc: 'Fails unless the text of an element matches a pattern with * and ?.',
    arguments: [source, arg('pattern', text, 'The pattern.'), xpath, normalizeWhitespace, message],
    run: async (given) => {
      const found = await textAt(given)
      const telling = { msg: given.message, values: false }
      if (!matchesGlob(given.pattern, found))
        throw new Error(toldOf(found, 'does not match', given.pattern, telling))
    },
  }),
]

async function textAt(given: {
  readonly source: unknown
  readonly xpath: string
  readonly normalizeWhitespace: boolean
}): Promise<string> {
  return textIn(await elementAt(given.source, given.xpath), given.normalizeWhitespace)
}

function textIn({ wholeText }: XmlElement, normalized: boolean): string {
  return normalized ? withSingleSpaces(wholeText) : wholeText
}
