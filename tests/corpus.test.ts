import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCorpus } from './corpus-reader/corpus-case.ts'
import { outcomeOf } from './corpus-reader/outcome.ts'

const FOLDER = new URL('corpus/', import.meta.url)
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'))

describe.each(FILES)('%s', (name) => {
  const { cases } = readCorpus(readFileSync(new URL(name, FOLDER), 'utf8'))

  it.each(cases.map((entry) => [entry.title, entry] as const))('%s', (_title, entry) => {
    expect(outcomeOf(entry)).toBe(entry.expected)
  })

  it('gives each case a title of its own', () => {
    const titles = cases.map(({ title }) => title)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })
})
