import { anything, boolean, integer, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { elementAt, elementsAt } from './find-element.ts'
import { source, xpath } from './xml-arguments.ts'
import type { XmlElement } from './xml-element.ts'

const which = optional('xpath', text, '', 'The path to what is removed.')
const removeTail = optional('removeTail', boolean, false, 'True removes also the text after it.')
const index = optional(
  'index',
  integer,
  undefined,
  'Its place among the children, from 0; without it, the end.',
)

/** The keywords that add, remove and copy elements. */
export const structureKeywords = [
  defineKeyword({
    name: 'Add Element',
    doc: 'Adds a copy of an element to another, and gives the source, changed.',
    arguments: [source, arg('element', anything, 'What to add: XML or an element.'), index, xpath],
    run: async (given) => {
      const root = await elementAt(given.source)
      const { children } = await elementAt(root, given.xpath)
      const added = (await elementAt(given.element)).copy()
      children.splice(given.index ?? children.length, 0, added)
      return root
    },
  }),
  defineKeyword({
    name: 'Remove Element',
    doc: 'Removes an element, and gives the source, changed.',
    arguments: [source, which, removeTail],
    run: async (given) => {
      const root = await elementAt(given.source)
      remove(root, await elementAt(root, given.xpath), given.removeTail)
      return root
    },
  }),
  defineKeyword({
    name: 'Remove Elements',
    doc: 'Removes all elements that a path leads to, and gives the source, changed.',
    arguments: [source, which, removeTail],
    run: async (given) => {
      const root = await elementAt(given.source)
      for (const element of await elementsAt(root, given.xpath)) remove(root, element, given.removeTail)
      return root
    },
  }),
  defineKeyword({
    name: 'Clear Element',
    doc: 'Removes text, attributes and children of an element, and gives the source, changed.',
    arguments: [source, xpath, optional('clearTail', boolean, false, 'True removes also the text after it.')],
    run: async (given) => {
      const root = await elementAt(given.source)
      const element = await elementAt(root, given.xpath)
      element.text = null
      element.children = []
      element.attrib.clear()
      if (given.clearTail) element.tail = null
      return root
    },
  }),
  defineKeyword({
    name: 'Copy Element',
    doc: 'Gives a copy of an element with everything in it.',
    arguments: [source, xpath],
    run: async (given) => (await elementAt(given.source, given.xpath)).copy(),
  }),
]

function remove(root: XmlElement, element: XmlElement, removeTail: boolean): void {
  const parent = [...root.all()].find(({ children }) => children.includes(element))
  if (parent === undefined) throw new Error('Cannot remove root element.')
  const at = parent.children.indexOf(element)
  const before = parent.children[at - 1]
  if (!removeTail && element.tail) {
    if (before === undefined) parent.text = (parent.text ?? '') + element.tail
    else before.tail = (before.tail ?? '') + element.tail
  }
  parent.children.splice(at, 1)
}
