import { expect, it } from 'vitest'
import { englishWords, keywordPrefixes, withLanguage } from './language-words.ts'
import { LANGUAGES } from './languages.ts'

it.each(LANGUAGES.filter(({ code }) => code !== 'en').map((language) => [language.name, language]))(
  'has the words of %s',
  (_name, { sections, settings, prefixes }) => {
    const plain = (words: string) => words.split('|').filter((word) => !word.includes('='))
    expect(plain(sections)).toHaveLength(6)
    expect(plain(settings)).toHaveLength(25)
    expect(prefixes.split('|').length).toBeGreaterThanOrEqual(5)
  },
)

it.each([
  ['fi', 'fi'],
  ['Finnish', 'fi'],
  ['PT-br', 'pt-BR'],
  ['ptbr', 'pt-BR'],
  ['brazilian portuguese', 'pt-BR'],
])('knows the language %s', (name, code) => {
  expect(withLanguage(englishWords(), name)?.code).toBe(code)
})

it('knows no other language', () => {
  expect(withLanguage(englishWords(), 'Klingon')).toBeUndefined()
})

it('keeps English words beside those of a language, and deprecated ones', () => {
  const words = withLanguage(englishWords(), 'fi')?.words
  expect(words?.headers.get('test cases')).toBe('Test Cases')
  expect(words?.headers.get('testit')).toBe('Test Cases')
  expect(words?.settings.get('tunnisteet')).toBe('Tags')
  expect(words?.settings.get('tagit')).toBe('Tags')
})

it('lists the words that may stand before a keyword, English ones always', () => {
  expect(keywordPrefixes(['fi'])).toEqual([
    'Given',
    'When',
    'Then',
    'And',
    'But',
    'Oletetaan',
    'Kun',
    'Niin',
    'Ja',
    'Mutta',
  ])
})
