import { anything, boolean } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { toldOf } from '../../comparison/inequality.ts'
import { matchesGlob } from '../../interpreter/glob.ts'
import { elementAt } from './find-element.ts'
import { mustBe, normalizeWhitespace, source, withSingleSpaces } from './xml-arguments.ts'
import type { XmlElement } from './xml-element.ts'

const expected = arg('expected', anything, 'What it must be like: file, text or element.')
const excludeChildren = optional(
  'excludeChildren',
  boolean,
  false,
  'True compares only the elements themselves.',
)
const sortChildren = optional(
  'sortChildren',
  boolean,
  false,
  'True compares children by name, whatever their order.',
)
const options = [excludeChildren, normalizeWhitespace, sortChildren] as const

/** The keywords that compare elements with everything in them. */
export const comparingKeywords = [
  defineKeyword({
    name: 'Elements Should Be Equal',
    doc: 'Fails unless two elements have the same tag, attributes, text and children.',
    arguments: [source, expected, ...options],
    run: (given) => compare(given, mustEqual),
  }),
  defineKeyword({
    name: 'Elements Should Match',
    doc: 'The same, where texts and values of attributes of the expected element are patterns with * and ?.',
    arguments: [source, expected, ...options],
    run: (given) => compare(given, mustMatch),
  }),
]

type Check = (actual: string, wanted: string, message: string) => void

interface Given {
  readonly source: unknown
  readonly expected: unknown
  readonly excludeChildren: boolean
  readonly normalizeWhitespace: boolean
  readonly sortChildren: boolean
}

const mustEqual: Check = (actual, wanted, message) => mustBe(actual, wanted, message, true)

const mustMatch: Check = (actual, wanted, message) => {
  if (!matchesGlob(wanted, actual))
    throw new Error(toldOf(actual, 'does not match', wanted, { msg: message, values: true }))
}

async function compare(given: Given, check: Check): Promise<void> {
  const [actual, wanted] = [await elementAt(given.source), await elementAt(given.expected)]
  new Comparison(given, check).elements(actual, wanted, { path: actual.tag, isRoot: true })
}

interface Place {
  readonly path: string
  readonly isRoot?: boolean
}

class Comparison {
  readonly #given: Given
  readonly #check: Check

  constructor(given: Given, check: Check) {
    this.#given = given
    this.#check = check
  }

  elements(actual: XmlElement, wanted: XmlElement, place: Place): void {
    mustBe(actual.tag, wanted.tag, this.#told('Different tag name', place), true)
    this.#attributes(actual, wanted, place)
    this.#texts(actual.text, wanted.text, this.#told('Different text', place))
    if (!place.isRoot) this.#texts(actual.tail, wanted.tail, this.#told('Different tail text', place))
    if (!this.#given.excludeChildren) this.#children(actual, wanted, place)
  }

  #attributes(actual: XmlElement, wanted: XmlElement, place: Place): void {
    const names = ({ attrib }: XmlElement) => [...attrib.keys()].sort()
    mustBe(names(actual), names(wanted), this.#told('Different attribute names', place), true)
    for (const [key, value] of actual.attrib)
      this.#check(
        value,
        wanted.attrib.get(key) ?? '',
        this.#told(`Different value for attribute '${key}'`, place),
      )
  }

  #texts(actual: string | null, wanted: string | null, message: string): void {
    const normal = (text: string | null) =>
      this.#given.normalizeWhitespace ? withSingleSpaces(text ?? '') : (text ?? '')
    this.#check(normal(actual), normal(wanted), message)
  }

  #children(actual: XmlElement, wanted: XmlElement, place: Place): void {
    const message = this.#told('Different number of child elements', place)
    mustBe(actual.children.length, wanted.children.length, message, true)
    const [mine, theirs] = [this.#ordered(actual), this.#ordered(wanted)]
    const seen = new Map<string, number>()
    for (const [index, child] of mine.entries()) {
      const count = (seen.get(child.tag) ?? 0) + 1
      seen.set(child.tag, count)
      const path = `${place.path}/${child.tag}${count > 1 ? `[${count}]` : ''}`
      this.elements(child, theirs[index] as XmlElement, { path })
    }
  }

  /** Sorted by tag; tails stay where they were, since they are text of the parent. */
  #ordered({ children }: XmlElement): readonly XmlElement[] {
    if (!this.#given.sortChildren) return children
    const sorted = children.map((child) => child.copy()).sort(byTag)
    for (const [index, child] of sorted.entries()) child.tail = children[index]?.tail ?? null
    return sorted
  }

  #told(message: string, { path, isRoot }: Place): string {
    return isRoot ? message : `${message} at '${path}'`
  }
}

function byTag(a: XmlElement, b: XmlElement): number {
  return a.tag === b.tag ? 0 : a.tag < b.tag ? -1 : 1
}
