import { expect, it } from 'vitest'
import { keysOf, strokesOf } from './us-keyboard.ts'

it('types every printable character', () => {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('')
  const strokes = strokesOf(printable)
  expect(strokes).toHaveLength(95)
  expect(new Set(strokes.map(({ key, shift }) => `${shift} ${key}`)).size).toBe(95)
})

it('holds Shift where it must, and ends lines with Enter', () => {
  expect(strokesOf('a_B\r\n?')).toEqual([
    { key: 'a', shift: false },
    { key: 'minus', shift: true },
    { key: 'b', shift: true },
    { key: 'ret', shift: false },
    { key: 'slash', shift: true },
  ])
})

it('knows keys by the names people use, in any case', () => {
  expect(keysOf('Ctrl+Alt+Del')).toEqual(['ctrl', 'alt', 'delete'])
  expect(keysOf('F12')).toEqual(['f12'])
  expect(keysOf('shift + PageUp')).toEqual(['shift', 'pgup'])
  expect(keysOf('+')).toEqual(['equal'])
  expect(keysOf('/')).toEqual(['slash'])
})

it('names what no key has', () => {
  expect(() => strokesOf('10 €')).toThrow('has no key for "€"')
  expect(() => keysOf('ctrl+any')).toThrow('There is no key "any".')
})
