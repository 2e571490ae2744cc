import { parseXml } from './parse-xml.ts'
import { XmlElement } from './xml-element.ts'
import { findElements } from './xml-path.ts'

/** The element of a source: an element, a file, or text; without a path its root. Throws in Robot's words. */
export async function elementAt(source: unknown, xpath = '.'): Promise<XmlElement> {
  const found = await elementsAt(source, xpath)
  const [only, second] = found
  if (only === undefined || second !== undefined) throw new Error(matchText(found.length, xpath))
  return only
}

/** All elements of a source that a path leads to. */
export async function elementsAt(source: unknown, xpath: string): Promise<XmlElement[]> {
  if (xpath === '') throw new Error('No xpath given.')
  const root = XmlElement.from(source) ?? (await parseXml(source))
  return xpath === '.' ? [root] : findElements(root, xpath)
}

/** How many elements matched, as Robot tells it. */
export function matchText(count: number, xpath: string): string {
  if (count === 0) return `No element matching '${xpath}' found.`
  if (count === 1) return `One element matching '${xpath}' found.`
  return `Multiple elements (${count}) matching '${xpath}' found.`
}
