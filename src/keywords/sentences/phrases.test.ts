import { expect, it } from 'vitest'
import type { Keyword } from '../catalogue/keyword.ts'
import { standardCatalogue } from '../libraries/standard.ts'
import { type PhrasePart, parsePhrase, slotNames } from './phrase.ts'
import { PhraseBook, wordsOf } from './phrase-book.ts'

const catalogue = standardCatalogue()
const libraries = [...catalogue.libraries, ...catalogue.importable]
const book = new PhraseBook(libraries)

/** The standard keywords that suites of hardware projects call most: 84–96% of their calls, seven projects counted. */
const MOST_USED: Readonly<Record<string, string>> = {
  ...{
    'Should Contain': 'log should contain "ok"',
    'Set Test Variable': 'Set test variable limit to 5 s',
    'Set Variable': 'Set variable to 5',
    Evaluate: 'Evaluate 1 + len(log)',
    'Should Be Equal': 'log should be "ok"',
    'Skip If': 'Skip if log contains "ok" because "it is done"',
    'Wait Until Keyword Succeeds': 'Try for 10 s every 500 ms: Run command "uptime"',
    'Should Be Equal As Integers': 'log should equal 5 as a whole number',
    'Create List': 'Create list of 1, "two" and log',
    'Set Suite Variable': 'Set suite variable limit to log',
    Catenate: 'Join "a", "b" and log',
    Sleep: 'Wait 500 ms because "the relay is slow"',
    'Should Be Equal As Strings': 'log should equal 5 as text',
    'Run Keywords': 'Run all of: Power off AND Power on AND Send line "a AND b"',
    Log: 'Log "it boots" at level debug',
    'Run Keyword If': 'If log contains "x: y": Power off',
    'Log To Console': 'Log "it boots" to console',
    'Run Keyword And Return Status': 'Try: Read serial until "hil>" within 5 s',
    'Run Keyword': 'Run keyword: Power on',
    'Should Be True': 'It should be true that log contains "ok"',
  },
  ...{
    'Append To List': 'Append 5, 6 to log',
    'Create Dictionary': 'Create dictionary with rail="3V3", volts=3.3 V',
    'Should Be Equal As Numbers': 'log should equal 5 as a number to 2 digits',
    Fail: 'Fail because "the fuse is gone"',
    'Should Not Contain': 'log should not contain "panic"',
    'Split String': 'Split log at ","',
    'Run Keyword And Expect Error': 'Expect error "*checksum*" from: Flash "bad.hex"',
    'Run Keyword And Ignore Error': 'Ignore errors of: Power off',
    'Get Length': 'Length of log',
    'Should Not Be Empty': 'log should not be empty',
    'Get From Dictionary': 'Get "volts" from log or else 0 V',
    'Set Global Variable': 'Set global variable limit to 5',
    'Set Variable If': 'Choose "high" if log > 3 else "low"',
    'Set To Dictionary': 'Set "volts" in log to 3.3 V',
    'Convert To Integer': 'Convert log to integer',
    Run: 'Run "date" on this computer',
    'Get From List': 'Get item 0 of log',
    'Should Match Regexp': 'log should match /\\d+ mV/',
    'Should Be Empty': 'log should be empty',
    'Should Not Be Equal': 'log should not be "ok"',
  },
}

it('has a phrase for each of the 40 most used standard keywords', () => {
  expect(Object.keys(MOST_USED)).toHaveLength(40)
  const read = Object.entries(MOST_USED).map(([name, sentence]) => [
    name,
    book.find(sentence, (word) => word === 'log')?.keyword.name,
  ])
  expect(read.filter(([name, found]) => name !== found)).toEqual([])
})

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
  const ways = (text: string) =>
    flatten(parsePhrase(text)).map((parts) => ({ keyword: catalogue.find('Log') as Keyword, parts }))
  const isOne = (one: string, other: string) => ways(one).some((a) => ways(other).some((b) => overlap(a, b)))
  expect(isOne('Read {a}', 'Read {b}')).toBe(true)
  expect(isOne('Read {a...}', 'Read {b} now')).toBe(true)
  expect(isOne('Read {a}', 'Read /{b}/')).toBe(false)
  expect(isOne('Read {a} now', 'Read {b}')).toBe(false)
  expect(isOne('Read {a*} now', 'Read {a} and {b} now')).toBe(true)
  expect(isOne('Read {a=}', 'Read {a} = {b}')).toBe(true)
  expect(isOne('If {a...}: {b...}', 'If the test failed: {b...}')).toBe(true)
  expect(isOne('If {a...} then', 'If {b} now')).toBe(false)
})

it('refuses a phrase that cannot be read', () => {
  for (const text of ['', 'Read {text', 'Read [now', 'Read now]']) expect(() => parsePhrase(text)).toThrow()
  expect(new PhraseBook([]).phrases).toEqual([])
})

/** Every way to write a phrase; several values are one or two. */
function flatten(parts: readonly PhrasePart[]): FlatPart[][] {
  const [first, ...rest] = parts
  if (first === undefined) return [[]]
  const further = flatten(rest)
  if (first.kind === 'optional') return [...flatten([...first.parts, ...rest]), ...further]
  const value = { kind: 'value', name: first.kind === 'word' ? '' : first.name } as const
  const equals = { kind: 'word', word: '=' } as const
  const separators = ['and', ','].map((word) => ({ kind: 'word', word }) as const)
  const one = first.kind === 'pairs' ? [value, equals, value] : first.kind === 'values' ? [value] : [first]
  const two = separators.map((separator) => [...one, separator, ...one])
  const isMany = first.kind === 'values' || first.kind === 'pairs'
  return (isMany ? [one, ...two] : [one]).flatMap((ways) => further.map((more) => [...ways, ...more]))
}

/** Whether one sentence can be read as both. */
function overlap(one: Flat, other: Flat): boolean {
  const [a, ...restA] = one.parts
  const [b, ...restB] = other.parts
  if (a === undefined || b === undefined) return a === b
  if (a.kind === 'tail') return swallows({ ...one, parts: restA }, { ...other, parts: restB })
  if (b.kind === 'tail') return overlap(other, one)
  if (!meet(a, b, one.keyword, other.keyword)) return false
  return overlap({ ...one, parts: restA }, { ...other, parts: restB })
}

/** Whether what follows a tail can be somewhere in the other phrase. */
function swallows(after: Flat, rest: Flat): boolean {
  const starts = rest.parts.map((_, index) => ({ ...rest, parts: rest.parts.slice(index) }))
  const hasTail = rest.parts.some(({ kind }) => kind === 'tail')
  return hasTail || after.parts.length === 0 || starts.some((start) => overlap(after, start))
}

function meet(a: FlatPart, b: FlatPart, ofA: Keyword, ofB: Keyword): boolean {
  if (a.kind === 'word' && b.kind === 'word') return a.word === b.word
  if (a.kind === 'word') return b.kind !== 'word' && wordsOf(ofB, b.name).includes(a.word)
  if (b.kind === 'word') return wordsOf(ofA, a.name).includes(b.word)
  return (a.kind === 'pattern') === (b.kind === 'pattern')
}
