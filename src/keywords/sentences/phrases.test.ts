import { expect, it } from 'vitest'
import type { Keyword } from '../catalogue/keyword.ts'
import { standardCatalogue } from '../libraries/standard.ts'
import { type PhrasePart, parsePhrase, slotNames } from './phrase.ts'
import { PhraseBook, wordsOf } from './phrase-book.ts'

const catalogue = standardCatalogue()
const book = catalogue.phrases

/** A part of a phrase in which nothing is left out any more, and the keyword it is of. */
type FlatPart = Exclude<PhrasePart, { kind: 'optional' }>
interface Flat {
  readonly keyword: Keyword
  readonly parts: readonly FlatPart[]
}

it('knows at least 40 keywords of BuiltIn and most of those that speak to a device', () => {
  const withPhrase = new Set(book.phrases.map(({ keyword }) => keyword))
  const count = (library: string) => [...withPhrase].filter((keyword) => keyword.library === library).length
  expect(count('BuiltIn')).toBeGreaterThanOrEqual(40)
  expect(['Power', 'Console', 'Gpio', 'Analog', 'Storage', 'Faults', 'Bench'].map(count)).not.toContain(0)
})

it('gives every argument that a keyword needs, and none that it has not', () => {
  const wrong = book.phrases.flatMap(({ keyword, text, parts }) => {
    const names = keyword.arguments.map(({ name }) => name)
    const needed = keyword.arguments.filter(({ optional }) => !optional).map(({ name }) => name)
    return flatten(parts)
      .map(slotNames)
      .flatMap((slots) => {
        const calls = slots.filter((slot) => !names.includes(slot))
        const isComplete = needed.every((name) => slots.includes(name))
        return isComplete && calls.length === (keyword.nested === undefined ? 0 : 1) ? [] : [text]
      })
  })
  expect(wrong).toEqual([])
})

it('reads no sentence in two ways', () => {
  const all = book.phrases.flatMap(({ keyword, parts }) =>
    flatten(parts).map((flat) => ({ keyword, parts: flat })),
  )
  const twice = all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => other.keyword !== one.keyword && overlap(one, other))
      .map((other) => `${one.keyword.name} / ${other.keyword.name}`),
  )
  expect(twice).toEqual([])
})

it('sees that two phrases are one', () => {
  const flat = (text: string) => ({
    keyword: catalogue.find('Log') as Keyword,
    parts: flatten(parsePhrase(text))[0] ?? [],
  })
  expect(overlap(flat('Read {a}'), flat('Read {b}'))).toBe(true)
  expect(overlap(flat('Read {a...}'), flat('Read {b} now'))).toBe(true)
  expect(overlap(flat('Read {a}'), flat('Read /{b}/'))).toBe(false)
  expect(overlap(flat('Read {a} now'), flat('Read {b}'))).toBe(false)
})

it('refuses a phrase that cannot be read', () => {
  for (const text of ['', 'Read {text', 'Read [now', 'Read now]']) expect(() => parsePhrase(text)).toThrow()
  expect(new PhraseBook([]).phrases).toEqual([])
})

function flatten(parts: readonly PhrasePart[]): FlatPart[][] {
  const [first, ...rest] = parts
  if (first === undefined) return [[]]
  const further = flatten(rest)
  if (first.kind !== 'optional') return further.map((flat) => [first, ...flat])
  return [...flatten([...first.parts, ...rest]), ...further]
}

function overlap(one: Flat, other: Flat): boolean {
  const [a, ...restA] = one.parts
  const [b, ...restB] = other.parts
  if (a === undefined || b === undefined) return a === b
  if (a.kind === 'tail' || b.kind === 'tail') return true
  if (!meet(a, b, one.keyword, other.keyword)) return false
  return overlap({ ...one, parts: restA }, { ...other, parts: restB })
}

function meet(a: FlatPart, b: FlatPart, ofA: Keyword, ofB: Keyword): boolean {
  if (a.kind === 'word' && b.kind === 'word') return a.word === b.word
  if (a.kind === 'word') return b.kind !== 'word' && wordsOf(ofB, b.name).includes(a.word)
  if (b.kind === 'word') return wordsOf(ofA, a.name).includes(b.word)
  return (a.kind === 'pattern') === (b.kind === 'pattern')
}
