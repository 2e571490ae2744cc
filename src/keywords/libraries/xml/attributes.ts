import { anything, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { optionalText } from '../../comparison/check-arguments.ts'
import { toldOf } from '../../comparison/inequality.ts'
import { matchesGlob } from '../../interpreter/glob.ts'
import { elementAt } from './find-element.ts'
import { message, mustBe, source, xpath } from './xml-arguments.ts'

const name = arg('name', text, 'The name of the attribute.')

/** The keywords that read and check attributes. */
export const attributeKeywords = [
  defineKeyword({
    name: 'Get Element Attribute',
    doc: 'Gives an attribute of an element.',
    arguments: [source, name, xpath, optional('default', anything, null, 'What to give if it has none.')],
    run: async (given) => (await attributeAt(given)) ?? given.default,
  }),
  defineKeyword({
    name: 'Get Element Attributes',
    doc: 'Gives all attributes of an element as a dict.',
    arguments: [source, xpath],
    run: async (given) => new Map((await elementAt(given.source, given.xpath)).attrib),
  }),
  defineKeyword({
    name: 'Element Attribute Should Be',
    doc: 'Fails unless an attribute has that value.',
    arguments: [
      source,
      name,
      arg('expected', optionalText, 'The value; None for no such attribute.'),
      xpath,
      message,
    ],
    run: async (given) => mustBe(await attributeAt(given), given.expected, given.message, false),
  }),
  defineKeyword({
    name: 'Element Attribute Should Match',
    doc: 'Fails unless an attribute matches a pattern with * and ?.',
    arguments: [source, name, arg('pattern', text, 'The pattern.'), xpath, message],
    run: async (given) => {
      const value = await attributeAt(given)
      if (value === undefined) throw new Error(`Attribute '${given.name}' does not exist.`)
      const telling = { msg: given.message, values: false }
      if (!matchesGlob(given.pattern, value))
        throw new Error(toldOf(value, 'does not match', given.pattern, telling))
    },
  }),
  defineKeyword({
    name: 'Element Should Not Have Attribute',
    doc: 'Fails if an element has an attribute of that name.',
    arguments: [source, name, xpath, message],
    run: async (given) => {
      const value = await attributeAt(given)
      if (value !== undefined)
        throw new Error(given.message || `Attribute '${given.name}' exists and has value '${value}'.`)
    },
  }),
]

async function attributeAt(given: {
  readonly source: unknown
  readonly name: string
  readonly xpath: string
}): Promise<string | undefined> {
  return (await elementAt(given.source, given.xpath)).attrib.get(given.name)
}
