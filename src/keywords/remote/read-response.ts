import { createRequire } from 'node:module'
import type * as Saxes from 'saxes'
import { float, integer } from '../value/float.ts'

/** What a server answered: a value, or that the call failed. */
export type Response = { readonly value: unknown } | { readonly fault: string }

/** Elements inside elements past this depth are no answer. */
const DEEPEST = 200

/** A `value`, `array` or `struct` that is being read. */
interface Open {
  readonly tag: string
  readonly items: unknown[]
  /** Of a struct: the name that the next value belongs to. */
  name: string
  value: { readonly of: unknown } | undefined
}

/** Reads the answer of an XML-RPC call. Throws an Error if it is none. */
export function readResponse(xml: string): Response {
  const reader = new ResponseReader()
  const { SaxesParser } = createRequire(import.meta.url)('saxes') as typeof Saxes
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name }) => reader.open(name))
  parser.on('text', (text) => reader.text(text))
  parser.on('cdata', (text) => reader.text(text))
  parser.on('closetag', ({ name }) => reader.close(name))
  parser.write(xml).close()
  return reader.response()
}

class ResponseReader {
  readonly #open: Open[] = []
  #text = ''
  #isFault = false
  #result: { readonly of: unknown } | undefined

  open(tag: string): void {
    if (this.#open.length > DEEPEST) throw new Error('the answer nests too deeply')
    this.#text = ''
    if (tag === 'fault') this.#isFault = true
    if (tag === 'value' || tag === 'array' || tag === 'struct')
      this.#open.push({ tag, items: [], name: '', value: undefined })
  }

  text(text: string): void {
    this.#text += text
  }

  close(tag: string): void {
    const current = this.#open.at(-1)
    if (tag === 'name' && current !== undefined) current.name = this.#text
    else if (tag === 'value') this.#closeValue()
    else if (tag === 'array') this.#closeContainer((items) => items)
    else if (tag === 'struct') this.#closeContainer((items) => new Map(items as [unknown, unknown][]))
    else {
      const read = SCALARS[tag]
      if (read !== undefined && current !== undefined) current.value = { of: read(this.#text) }
    }
    this.#text = tag === 'value' ? '' : this.#text
  }

  response(): Response {
    if (this.#result === undefined) throw new Error('the answer has no value')
    if (!this.#isFault) return { value: this.#result.of }
    const fault = this.#result.of instanceof Map ? this.#result.of.get('faultString') : undefined
    return { fault: String(fault ?? 'the server gave no reason') }
  }

  /** A value without a type is text. */
  #closeValue(): void {
    const closed = this.#open.pop()
    const value = closed?.value === undefined ? this.#text : closed.value.of
    const parent = this.#open.at(-1)
    if (parent === undefined) this.#result = { of: value }
    else parent.items.push(parent.tag === 'struct' ? [parent.name, value] : value)
  }

  #closeContainer(make: (items: unknown[]) => unknown): void {
    const closed = this.#open.pop()
    const parent = this.#open.at(-1)
    if (parent !== undefined && closed !== undefined) parent.value = { of: make(closed.items) }
  }
}

const wholeNumber = (text: string): unknown => integer(BigInt(text.trim()))

const SCALARS: Readonly<Record<string, (text: string) => unknown>> = {
  int: wholeNumber,
  i4: wholeNumber,
  i8: wholeNumber,
  double: (text) => float(Number(text)),
  boolean: (text) => text.trim() === '1',
  string: (text) => text,
  base64: (text) => new Uint8Array(Buffer.from(text, 'base64')),
  'dateTime.iso8601': (text) => text.replace(/^(\d{4})(\d\d)(\d\d)T/, '$1-$2-$3 '),
  nil: () => null,
}
