import { asDict, asList } from '../../value/containers.ts'
import { ObjectValue } from '../../value/object-value.ts'

/** An element with its text, as ElementTree has it: what follows its end, up to the next tag, is its tail. */
export class XmlElement extends ObjectValue {
  readonly type = 'Element'
  /** `{namespace}name`, or `name` alone. */
  tag: string
  text: string | null = null
  tail: string | null = null
  readonly attrib: Map<string, string>
  children: XmlElement[] = []

  constructor(tag: string, attrib: ReadonlyMap<string, string> = new Map()) {
    super()
    this.tag = tag
    this.attrib = new Map(attrib)
  }

  /** An element that another worker left: the same fields, but no longer of this class. */
  static from(value: unknown): XmlElement | undefined {
    if (value instanceof XmlElement) return value
    const fields = asDict(value)
    if (typeof fields?.get('tag') !== 'string' || !(fields.get('attrib') instanceof Map)) return undefined
    const element = new XmlElement(fields.get('tag') as string, fields.get('attrib') as Map<string, string>)
    element.text = (fields.get('text') as string | null) ?? null
    element.tail = (fields.get('tail') as string | null) ?? null
    element.children = (asList(fields.get('children')) ?? []).flatMap((child) => XmlElement.from(child) ?? [])
    return element
  }

  attribute(name: string): unknown {
    if (name === 'tag' || name === 'text' || name === 'tail' || name === 'attrib') return this[name]
    return undefined
  }

  override items(): XmlElement[] {
    return this.children
  }

  method(): undefined {}

  compare(other: unknown): number | undefined {
    return other === this ? 0 : undefined
  }

  combine(): undefined {}

  repr(): string {
    return `<Element '${this.tag}'>`
  }

  override toString(): string {
    return this.repr()
  }

  /** The same with everything in it, and its tail. */
  copy(): XmlElement {
    const copied = new XmlElement(this.tag, this.attrib)
    copied.text = this.text
    copied.tail = this.tail
    copied.children = this.children.map((child) => child.copy())
    return copied
  }

  /** Itself and everything in it, in the order of the text. */
  *all(): Generator<XmlElement> {
    yield this
    for (const child of this.children) yield* child.all()
  }

  /** All text in it, without its tail. */
  get wholeText(): string {
    const inner = this.children.map((child) => child.wholeText + (child.tail ?? ''))
    return (this.text ?? '') + inner.join('')
  }
}
