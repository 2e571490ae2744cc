import type { XmlElement } from './xml-element.ts'

/** An element and its tail as text, as ElementTree writes it. Namespaces are declared at the top, with prefixes of their own. */
export function writeXml(element: XmlElement): string {
  const prefixes = collectPrefixes(element)
  const declarations = [...prefixes]
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([uri, prefix]) => ` xmlns:${prefix}="${escapeAttribute(uri)}"`)
  return write(element, prefixes, declarations.join('')) + escapeText(element.tail ?? '')
}

function write(element: XmlElement, prefixes: ReadonlyMap<string, string>, declarations: string): string {
  const name = prefixed(element.tag, prefixes)
  const attributes = [...element.attrib].map(
    ([key, value]) => ` ${prefixed(key, prefixes)}="${escapeAttribute(value)}"`,
  )
  const start = `<${name}${declarations}${attributes.join('')}`
  const { text, children } = element
  if (!text && children.length === 0) return `${start} />`
  const inner = children.map((child) => write(child, prefixes, '') + escapeText(child.tail ?? ''))
  return `${start}>${escapeText(text ?? '')}${inner.join('')}</${name}>`
}

/** Prefixes that everybody knows. */
const WELL_KNOWN: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
  ['http://www.w3.org/1999/xhtml', 'html'],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf'],
  ['http://schemas.xmlsoap.org/wsdl/', 'wsdl'],
  ['http://www.w3.org/2001/XMLSchema', 'xs'],
  ['http://www.w3.org/2001/XMLSchema-instance', 'xsi'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
])

function collectPrefixes(root: XmlElement): Map<string, string> {
  const prefixes = new Map<string, string>()
  for (const element of root.all())
    for (const name of [element.tag, ...element.attrib.keys()]) {
      const uri = /^\{(.*?)\}/s.exec(name)?.[1]
      if (uri !== undefined && !prefixes.has(uri))
        prefixes.set(uri, WELL_KNOWN.get(uri) ?? `ns${prefixes.size}`)
    }
  prefixes.delete('http://www.w3.org/XML/1998/namespace')
  return prefixes
}

function prefixed(name: string, prefixes: ReadonlyMap<string, string>): string {
  const [, uri, local] = /^\{(.*?)\}(.*)$/s.exec(name) ?? []
  if (uri === undefined) return name
  return `${prefixes.get(uri) ?? WELL_KNOWN.get(uri)}:${local}`
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function escapeAttribute(text: string): string {
  const escaped = escapeText(text).replaceAll('"', '&quot;')
  return escaped.replaceAll('\r', '&#13;').replaceAll('\n', '&#10;').replaceAll('\t', '&#09;')
}
