import { describe, expect, test } from 'vitest'
import { filled, filledJson, placeholdersFor } from './placeholders.ts'
import { readValue } from './read-value.ts'

const values = placeholdersFor('3', 'me', 'p&w')

describe('placeholders', () => {
  test('are filled, and what is none stays', () => {
    expect(filled('/o/{outlet}/{outlet-1}?u={username}&{other}', values)).toBe('/o/3/2?u=me&{other}')
    expect(filled('p={password}', values, encodeURIComponent)).toBe('p=p%26w')
    expect(filled('{outlet-1}', placeholdersFor('A7'))).toBe('{outlet-1}')
  })

  test('of JSON become numbers where they stand alone', () => {
    const body = {
      id: '{outlet}',
      name: 'outlet {outlet}',
      who: '{username}',
      list: ['{outlet-1}', true, null],
    }
    expect(filledJson(body, values)).toEqual({ id: 3, name: 'outlet 3', who: 'me', list: [2, true, null] })
  })
})

describe('a value', () => {
  const answer = JSON.stringify({
    a: { b: [{ c: 0 }, { c: 'x' }] },
    outlets: [
      { id: 1, state: 'off' },
      { id: 3, state: 'on' },
    ],
    no: false,
  })

  test.each([
    ['a.b[1].c', 'x'],
    ['a.b[0].c', 0],
    ['outlets[id={outlet}].state', 'on'],
    ['no', false],
    ['a.b', undefined],
    ['a.z.c', undefined],
    ['outlets[9].state', undefined],
    ['outlets[id=2].state', undefined],
    ['constructor', undefined],
  ])('at %s is %s', (at, value) => {
    expect(readValue(answer, { at }, values)).toBe(value)
  })

  test('is the first that is there, of several places', () => {
    expect(readValue(answer, { at: ['POWER{outlet}', 'a.b[1].c', 'no'] }, values)).toBe('x')
  })

  test('is found by a regular expression, or is the whole answer', () => {
    expect(readValue('Port 2 off\nPort 3 on\n', { match: '^Port {outlet} (\\w+)' }, values)).toBe('on')
    expect(readValue('Port 3 on', { match: 'Port 4' }, values)).toBeUndefined()
    expect(readValue(' 1\r\n', {}, values)).toBe('1')
    expect(readValue('<html>', { at: 'a' }, values)).toBeUndefined()
  })
})
