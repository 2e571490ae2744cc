import { describe, expect, it } from 'vitest'
import { Catalogue } from '../catalogue/catalogue.ts'
import { defineKeyword, defineLibrary } from '../catalogue/keyword.ts'
import { UserKeywordProgram } from '../interpreter/user-keyword.ts'
import { EmbeddedName } from './embedded-name.ts'
import type { Caller } from './find-keyword.ts'
import { KeywordScope } from './keyword-scope.ts'

function library(name: string, ...keywords: readonly string[]) {
  return defineLibrary(
    name,
    '',
    keywords.map((keyword) => defineKeyword({ name: keyword, doc: '', run: () => undefined })),
  )
}

function program(owner: string, name: string, tags: readonly string[] = []) {
  const made = new UserKeywordProgram(name, '', `/${owner}.resource`)
  made.owner = owner
  made.tags = tags
  made.embedded = EmbeddedName.read(name)
  return made
}

function scopeOf(...programs: readonly UserKeywordProgram[]): KeywordScope {
  const builtIn = new Catalogue([library('BuiltIn', 'Log', 'Sleep')])
  const scope = new KeywordScope(builtIn, [
    library('Bench.Tools', 'Log', 'Measure'),
    library('Other', 'Measure'),
  ])
  for (const one of programs) scope.add(one)
  return scope
}

/** What is found, as `owner.name` and the arguments in the name. */
function found(scope: KeywordScope, name: string, caller: Caller = {}): string | undefined {
  const match = scope.find(name, caller)
  if (match === undefined) return undefined
  if (match.kind === 'several') return match.message
  if (match.kind === 'library') return `${match.keyword.library}.${match.keyword.name}`
  return [`${match.program.owner}.${match.program.name}`, ...match.embedded].join(' | ')
}

describe('a keyword is found', () => {
  it('in the suite first, then in resource files, then in libraries', () => {
    const scope = scopeOf(program('', 'Start'), program('r', 'Start'), program('r', 'Sleep'))
    expect(found(scope, 'start')).toBe('.Start')
    expect(found(scope, 'SLEEP')).toBe('r.Sleep')
    expect(found(scope, 'BuiltIn.Sleep')).toBe('BuiltIn.Sleep')
  })

  it('by its owner, whose name may have dots', () => {
    expect(found(scopeOf(), 'bench.tools.Measure')).toBe('Bench.Tools.Measure')
    expect(found(scopeOf(program('a.b', 'C.D')), 'a.b.c.d')).toBe('a.b.C.D')
  })

  it('in a library of one’s own before a standard one', () => {
    expect(found(scopeOf(), 'Log')).toBe('Bench.Tools.Log')
  })

  it('after a word such as Given, but only with a space', () => {
    const scope = scopeOf(program('', 'We wait'))
    expect(found(scope, 'Given we wait')).toBe('.We wait')
    expect(found(scope, 'Givenwe wait')).toBeUndefined()
  })

  it('after the words of the languages of a file', () => {
    const scope = scopeOf(program('', 'We wait'))
    expect(found(scope, 'Étant donné que we wait')).toBeUndefined()
    scope.addLanguages(['fr'])
    expect(found(scope, 'Étant donné que we wait')).toBe('.We wait')
  })

  it('by its exact name before the patterns of others', () => {
    const scope = scopeOf(program('', 'Set ${x}'), program('', 'Set it'))
    expect(found(scope, 'Set it')).toBe('.Set it')
    expect(found(scope, 'Set that')).toBe('.Set ${x} | that')
  })

  it('by the more special of two patterns', () => {
    const scope = scopeOf(program('', 'Set ${x}'), program('', 'Set ${x} to ${y}'))
    expect(found(scope, 'Set a to b')).toBe('.Set ${x} to ${y} | a | b')
  })

  it('in the file of the caller, or where it is not private', () => {
    const scope = scopeOf(program('a', 'Wait', ['robot:private']), program('b', 'Wait'))
    expect(found(scope, 'Wait')).toBe('b.Wait')
    expect(found(scope, 'Wait', { file: '/a.resource' })).toBe('a.Wait')
  })

  it('in the order that was set', () => {
    expect(found(scopeOf(), 'Measure', { searchOrder: ['other'] })).toBe('Other.Measure')
    const scope = scopeOf(program('a', 'Wait'), program('b', 'Wait'))
    expect(found(scope, 'Wait', { searchOrder: ['x', 'B'] })).toBe('b.Wait')
  })
})

describe('it is not clear which keyword is meant', () => {
  it('when two resource files or libraries have one of that name', () => {
    const message = (a: string, b: string, name: string) =>
      `Multiple keywords with name '${name}' found. Give the full name of the keyword you want to use:\n    ${a}.${name}\n    ${b}.${name}`
    expect(found(scopeOf(), 'Measure')).toBe(message('Bench.Tools', 'Other', 'Measure'))
    const scope = scopeOf(program('b', 'Wait'), program('a', 'Wait'))
    expect(found(scope, 'Wait')).toBe(message('a', 'b', 'Wait'))
  })

  it('when two patterns fit as well', () => {
    const scope = scopeOf(program('', '${a} and ${b}'), program('', '${a} or ${b}'))
    expect(found(scope, 'x and y or z')).toBe(
      "Multiple keywords matching name 'x and y or z' found:\n    ${a} and ${b}\n    ${a} or ${b}",
    )
  })
})
