import { text } from '../../catalogue/argument-type.ts'
import { type Argument, arg, defineKeyword, type LooseKeyword, optional } from '../../catalogue/keyword.ts'
import { optionalText } from '../../comparison/check-arguments.ts'
import { elementAt, elementsAt } from './find-element.ts'
import { source, xpath } from './xml-arguments.ts'
import type { XmlElement } from './xml-element.ts'

const name = arg('name', text, 'The name of the attribute.')

/** The keywords that change tags, texts and attributes. They give the element that they were given, changed. */
export const changingKeywords: LooseKeyword[] = [
  ...changing('Set', 'Tag', {
    doc: 'Sets the tag of',
    arguments: [arg('tag', text, 'The tag.')],
    change: (element, given) => {
      element.tag = String(given.tag)
    },
  }),
  ...changing('Set', 'Text', {
    doc: 'Sets the text of, or what follows,',
    arguments: [
      optional('text', optionalText, undefined, 'The text in it.'),
      optional('tail', optionalText, undefined, 'The text after it.'),
    ],
    change: (element, given) => {
      if (given.text !== undefined) element.text = String(given.text)
      if (given.tail !== undefined) element.tail = String(given.tail)
    },
  }),
  ...changing('Set', 'Attribute', {
    doc: 'Sets an attribute of',
    arguments: [name, arg('value', text, 'Its value.')],
    change: (element, given) => {
      if (given.name === '') throw new Error('Attribute name can not be empty.')
      element.attrib.set(String(given.name), String(given.value))
    },
  }),
  ...changing('Remove', 'Attribute', {
    doc: 'Removes an attribute of',
    arguments: [name],
    change: (element, given) => element.attrib.delete(String(given.name)),
  }),
  ...changing('Remove', 'Attributes', {
    doc: 'Removes all attributes of',
    arguments: [],
    change: (element) => element.attrib.clear(),
  }),
]

interface Change {
  readonly doc: string
  readonly arguments: readonly Argument[]
  change(element: XmlElement, given: Readonly<Record<string, unknown>>): unknown
}

/** The same for one element and for all that a path leads to. */
function changing(verb: string, what: string, { doc, arguments: own, change }: Change): LooseKeyword[] {
  const arguments_: readonly Argument[] = [source, ...own, xpath]
  return [
    defineKeyword({
      name: `${verb} Element ${what}`,
      doc: `${doc} an element.`,
      arguments: arguments_,
      run: async (given: Readonly<Record<string, unknown>>) => {
        const root = await elementAt(given.source)
        change(await elementAt(root, String(given.xpath)), given)
        return root
      },
    }),
    defineKeyword({
      name: `${verb} Elements ${what}`,
      doc: `${doc} all elements that a path leads to.`,
      arguments: arguments_,
      run: async (given: Readonly<Record<string, unknown>>) => {
        const root = await elementAt(given.source)
        for (const element of await elementsAt(root, String(given.xpath))) change(element, given)
        return root
      },
    }),
  ]
}
