import { describe, expect, it } from 'vitest'
import { asDict, asList, getItem, keepItem, keyOf, slice } from './containers.ts'
import { equal, inOrder } from './equality.ts'
import { Float, float, integer } from './float.ts'
import { parseQuantity, withAmount } from './quantity.ts'
import { repr, toText } from './text.ts'
import { Tuple, tuple } from './tuple.ts'
import { isTruthy, typeName } from './value.ts'

class Secret {
  toString() {
    return '<secret>'
  }
}

describe('a value', () => {
  it.each([
    [null, 'NoneType', 'None', 'None', false],
    [undefined, 'NoneType', 'None', 'None', false],
    [true, 'bool', 'True', 'True', true],
    [0, 'int', '0', '0', false],
    [-0, 'int', '0', '0', false],
    [2n ** 70n, 'int', '1180591620717411303424', '1180591620717411303424', true],
    [1.5, 'float', '1.5', '1.5', true],
    [float(2), 'float', '2.0', '2.0', true],
    [float(0), 'float', '0.0', '0.0', false],
    [Number.NaN, 'float', 'nan', 'nan', true],
    [1e300, 'float', '1e+300', '1e+300', true],
    ['', 'str', '', "''", false],
    ["it's\n", 'str', "it's\n", '"it\'s\\n"', true],
    [[1, 'a', [null]], 'list', "[1, 'a', [None]]", "[1, 'a', [None]]", true],
    [[], 'list', '[]', '[]', false],
    [tuple([1]), 'tuple', '(1,)', '(1,)', true],
    [new Map<unknown, unknown>([['a', float(1)]]), 'dict', "{'a': 1.0}", "{'a': 1.0}", true],
    [{ volts: 3.3 }, 'dict', "{'volts': 3.3}", "{'volts': 3.3}", true],
    [Object.create(null), 'dict', '{}', '{}', false],
    [new Set([1]), 'set', '{1}', '{1}', true],
    [Uint8Array.of(65, 255), 'bytes', 'A\\xff', "b'A\\xff'", true],
    [parseQuantity('20 mA'), 'current', '20 mA', '20 mA', true],
    [new Secret(), 'object', '<secret>', '<secret>', true],
  ])('%o is %s, %s', (value, type, text, inList, truth) => {
    expect(typeName(value)).toBe(type)
    expect(toText(value)).toBe(text)
    expect(repr([value])).toBe(`[${inList}]`)
    expect(isTruthy(value)).toBe(truth)
  })

  it('that holds itself has a text', () => {
    const list: unknown[] = [1]
    list.push(list)
    const dict = new Map<unknown, unknown>([['me', list]])
    list.push(dict)
    expect(toText(list)).toBe("[1, [...], {'me': [...]}]")
  })

  it('that holds itself cannot be compared without end', () => {
    const nested = (): unknown[] => {
      const list: unknown[] = []
      list.push(list)
      return list
    }
    expect(() => equal(nested(), nested())).toThrow('the values nest more than 200 deep')
  })
})

describe('numbers', () => {
  it('keep their kind', () => {
    expect(float(2)).toBeInstanceOf(Float)
    expect(float(2.5)).toBe(2.5)
    expect(integer(5n)).toBe(5)
    expect(integer(2n ** 53n)).toBe(2n ** 53n)
    expect(JSON.stringify([float(2)])).toBe('[2]')
    expect(Number(float(2)) + 1).toBe(3)
  })

  it('are equal by value', () => {
    expect(equal(float(1), 1)).toBe(true)
    expect(equal(true, 1)).toBe(true)
    expect(equal('1', 1)).toBe(false)
    expect(equal([1, new Map([['a', float(2)]])], [float(1), { a: 2 }])).toBe(true)
    expect(equal([1], tuple([1]))).toBe(false)
    expect(equal(null, undefined)).toBe(true)
    expect(equal(null, 0)).toBe(false)
  })

  it('are ordered beside text with a unit', () => {
    expect(inOrder('<', 3.3, '3400 mV')).toBe(true)
    expect(inOrder('>=', '2 min', 120)).toBe(true)
    expect(() => inOrder('<', 3.3, 'high')).toThrow(
      "'<' not supported between instances of 'float' and 'str'",
    )
  })
})

describe('containers', () => {
  it('give lists of what can be gone through', () => {
    expect(asList(tuple([1, 2]))).toBeInstanceOf(Tuple)
    expect(asList(new Set([1]))).toEqual([1])
    expect(asList(new Map([['a', 1]]))).toEqual(['a'])
    expect(asList({ a: 1 })).toEqual(['a'])
    expect(asList('abc')).toBeUndefined()
    expect(asDict([1])).toBeUndefined()
  })

  it('have one key for equal numbers', () => {
    expect(keyOf(float(1))).toBe(1)
    expect(() => keyOf([1])).toThrow("unhashable type: 'list'")
    expect(() => keyOf(tuple([1]))).toThrow('tuples cannot be keys of a dict or members of a set here')
  })

  it('keep items along a path', () => {
    const value = new Map<unknown, unknown>([['list', [1, { a: 2 }]]])
    keepItem(value, ['list', 1, '__proto__'], 'own')
    keepItem(value, ['list', -2], 0)
    keepItem(value, ['new'], 3)
    expect(getItem(getItem(getItem(value, 'list'), 1), '__proto__')).toBe('own')
    expect(toText(value)).toBe("{'list': [0, {'a': 2, '__proto__': 'own'}], 'new': 3}")
    expect(() => keepItem('abc', [0], 'x')).toThrow("'str' object does not support item assignment")
  })

  it('are sliced with their type', () => {
    const all = { from: null, to: null, step: -1 }
    expect(slice('abc', all)).toBe('cba')
    expect(slice(tuple([1, 2]), all)).toEqual(tuple([2, 1]))
    expect(slice(Uint8Array.of(1, 2), all)).toEqual(Uint8Array.of(2, 1))
  })
})

describe('a quantity', () => {
  it('has the unit of suites', () => {
    expect(parseQuantity('1 min 30 s')).toMatchObject({ kind: 'duration', amount: 90 })
    expect(parseQuantity('500 ms')).toMatchObject({ kind: 'duration', amount: 0.5 })
    expect(parseQuantity('3300 mV')?.amount).toBeCloseTo(3.3)
    expect(parseQuantity('115200 baud')).toMatchObject({ kind: 'baud rate', amount: 115200 })
  })

  it('needs a unit that is known', () => {
    expect(parseQuantity('20')).toBeUndefined()
    expect(parseQuantity('20 parsec')).toBeUndefined()
    expect(parseQuantity('volts 3 V')).toBeUndefined()
  })

  it('is written with its unit after a computation', () => {
    const [volts, seconds] = [parseQuantity('3.3 V'), parseQuantity('90 s')]
    expect(volts && withAmount(volts, 0.1 + 0.2).text).toBe('0.3 V')
    expect(seconds && withAmount(seconds, 125).text).toBe('2 min 5 s')
  })
})
