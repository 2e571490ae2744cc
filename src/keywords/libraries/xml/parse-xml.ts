import { readFile } from 'node:fs/promises'
import { textOfBytes } from '../../files/file-text.ts'
import { EvaluationError } from '../../value/evaluation-error.ts'
import { toText } from '../../value/text.ts'
import { XmlElement } from './xml-element.ts'

/** How namespaces appear in a parsed tree. */
export interface NamespaceChoice {
  /** True keeps `{namespace}name`. */
  readonly keepClarkNotation?: boolean
  /** True leaves namespaces out altogether. */
  readonly stripNamespaces?: boolean
}

/** The tree of a file, of text that begins with `<`, of bytes, or of an element. Throws Python's ParseError. */
export async function parseXml(source: unknown, choice: NamespaceChoice = {}): Promise<XmlElement> {
  const root = await parseTree(await textOf(source))
  if (!choice.keepClarkNotation) moveNamespaces(root, choice.stripNamespaces !== true)
  return root
}

async function textOf(source: unknown): Promise<string> {
  if (source instanceof Uint8Array) return decoded(source)
  const text = toText(source)
  return text.trimStart().startsWith('<') ? text : decoded(await readFile(text))
}

/** Bytes in the encoding that their declaration names. */
function decoded(bytes: Uint8Array): Promise<string> {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=(['"])(.*?)\1/.exec(start)?.[2]
  const isUtf16 = start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff')
  return textOfBytes(bytes, isUtf16 ? 'UTF-16' : (declared ?? 'UTF-8'))
}

/** Comments and processing instructions are left out; the text around them is one. */
async function parseTree(text: string): Promise<XmlElement> {
  const { SaxesParser } = await import('saxes')
  const parser = new SaxesParser({ xmlns: true, position: true })
  const builder = new TreeBuilder()
  parser.on('error', (error) => {
    throw parseError(error.message, parser)
  })
  parser.on('opentag', (tag) => {
    const attributes = Object.values(tag.attributes).filter(({ uri }) => uri !== XMLNS)
    builder.open(
      clark(tag.uri, tag.local),
      attributes.map(({ uri, local, value }) => [clark(uri, local), value]),
    )
  })
  parser.on('closetag', () => builder.close())
  parser.on('text', (part) => builder.add(part))
  parser.on('cdata', (part) => builder.add(part))
  parser.write(text.replace(/^\ufeff/, '').trimStart()).close()
  if (builder.root === undefined) throw parseError('document must contain a root element', parser)
  return builder.root
}

const XMLNS = 'http://www.w3.org/2000/xmlns/'

function clark(uri: string, local: string): string {
  return uri === '' ? local : `{${uri}}${local}`
}

/** Elements inside elements past this depth are refused. */
const DEEPEST = 1000

class TreeBuilder {
  root: XmlElement | undefined
  readonly #open: XmlElement[] = []
  #last: XmlElement | undefined

  open(tag: string, attributes: readonly (readonly [string, string])[]): void {
    const element = new XmlElement(tag, new Map(attributes))
    this.root ??= element
    this.#open.at(-1)?.children.push(element)
    this.#open.push(element)
    if (this.#open.length > DEEPEST)
      throw new EvaluationError('ParseError', `elements are nested more than ${DEEPEST} deep`)
    this.#last = undefined
  }

  close(): void {
    this.#last = this.#open.pop()
  }

  /** Text is its element's up to the first child, and after that the tail of the child before it. */
  add(text: string): void {
    const parent = this.#open.at(-1)
    if (parent === undefined || text === '') return
    if (this.#last === undefined) parent.text = (parent.text ?? '') + text
    else this.#last.tail = (this.#last.tail ?? '') + text
  }
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/unclosed tag|must contain a root/, 'no element found'],
  [/unexpected close tag|unmatched closing tag/, 'mismatched tag'],
  [/undefined entity/, 'undefined entity'],
  [/unbound namespace prefix/, 'unbound prefix'],
  [/duplicate attribute/, 'duplicate attribute'],
  [/outside of root node|documents may contain only one root/, 'junk after document element'],
]

/** Python's words for the commonest mistakes; the parser's own stand in the hint. */
function parseError(
  message: string,
  place: { readonly line: number; readonly column: number },
): EvaluationError {
  const own = message.replace(/^\d+:\d+: /, '')
  const kind = KINDS.find(([pattern]) => pattern.test(own))?.[1] ?? 'not well-formed (invalid token)'
  return new EvaluationError('ParseError', `${kind}: line ${place.line}, column ${place.column}`, own)
}

/** Puts namespaces from the tags into `xmlns` attributes where they change, or leaves them out. */
function moveNamespaces(element: XmlElement, preserve: boolean, current = ''): void {
  const [, uri = '', local = element.tag] = /^\{(.*?)\}(.*)$/s.exec(element.tag) ?? []
  element.tag = local
  if (preserve && uri !== current) element.attrib.set('xmlns', uri)
  for (const child of element.children) moveNamespaces(child, preserve, preserve ? uri : '')
}
